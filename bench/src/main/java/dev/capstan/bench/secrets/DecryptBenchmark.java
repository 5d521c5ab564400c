package dev.capstan.bench.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.kustomizationbuild.decrypt.DecryptedFiles;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A thousand files of one recipient, warm: the engine alone, and the build of a Kustomization with and without it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx512m"})
public class DecryptBenchmark {
    private final EncryptedFolder folder = new EncryptedFolder();
    private Map<String, String> files = Map.of();
    private FileTree encrypted = InMemoryTree.of(Map.of());
    private FileTree plain = InMemoryTree.of(Map.of());
    private final FileDecryption decryption = new FileDecryption(folder.keys(), List.of(), MacCheck.REQUIRED);
    private final Sops sops = new Sops(folder.keys());

    /** Encrypts the files. */
    @Setup
    public void encrypt() {
        files = folder.encrypted();
        encrypted = InMemoryTree.of(files);
        plain = InMemoryTree.of(EncryptedFolder.plain());
        files.remove("kustomization.yaml");
    }

    /** One file after the other, to its plain text. */
    @Benchmark
    public int decryption() {
        int bytes = 0;
        for (Map.Entry<String, String> file : files.entrySet()) {
            var text = SopsText.of(file.getKey(), file.getValue().getBytes(UTF_8));
            bytes += sops.decrypt(text, MacCheck.REQUIRED).orElseThrow().length;
        }
        return bytes;
    }

    /** From nothing to the objects in plain. */
    @Benchmark
    public int encryptedBuild() {
        var opened = new DecryptedFiles(decryption, Long.MAX_VALUE);
        return opened.plain(built(opened.over(encrypted))).size();
    }

    /** The same files, had nobody encrypted them. */
    @Benchmark
    public int plainBuild() {
        return built(plain).size();
    }

    private static List<BuiltObject> built(FileTree tree) {
        return switch (new Kustomizer().build(tree, "", BuildOptions.defaults())) {
            case BuildOutcome.Built built -> built.objects();
            case BuildOutcome.BuildFailed failed ->
                throw new IllegalStateException(failed.problem().describe());
        };
    }
}
