package dev.capstan.bench.kustomize;

import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole builds from disk to bytes, warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx512m"})
public class BuildBenchmark {
    /** Which of the workloads. */
    @Param({"overlay-4", "overlay-2000", "overlay-10000", "definitions-5mb", "chain-10", "generators-1000"})
    public String workload = "overlay-2000";

    private final Kustomizer shared = new Kustomizer();
    private FileTree tree = InMemoryTree.of(Map.of());
    private Path changing = Path.of("");
    private String original = "";
    private int change;

    /** Writes the files. */
    @Setup
    public void write() throws IOException {
        Map<String, String> files = files(workload);
        Path folder = Files.createTempDirectory("bench");
        Workloads.write(folder, files);
        tree = new DiskTree(folder);
        Map.Entry<String, String> first = files.entrySet().iterator().next();
        changing = folder.resolve(first.getKey());
        original = first.getValue();
    }

    static Map<String, String> files(String workload) {
        return switch (workload) {
            case "overlay-4" -> Workloads.overlay(1);
            case "overlay-2000" -> Workloads.overlay(500);
            case "overlay-10000" -> Workloads.overlay(2500);
            case "definitions-5mb" -> Workloads.definitions();
            case "chain-10" -> Workloads.chain();
            case "generators-1000" -> Workloads.generators();
            default -> throw new IllegalArgumentException(workload);
        };
    }

    /** Nothing is known from an earlier build. */
    @Benchmark
    public int fromNothing() {
        return build(new Kustomizer());
    }

    /** All files are known, one of them has changed. */
    @Benchmark
    public int afterOneChange() throws IOException {
        change++;
        Files.writeString(changing, original + "\n# " + change + "\n");
        return build(shared);
    }

    private int build(Kustomizer kustomizer) {
        return switch (kustomizer.build(tree, "top", BuildOptions.defaults())) {
            case BuildOutcome.Built built -> {
                YamlWriter writer = new YamlWriter();
                built.objects().forEach(object -> writer.appendDocument(object.content()));
                yield writer.size();
            }
            case BuildOutcome.BuildFailed failed ->
                throw new IllegalStateException(failed.problem().describe());
        };
    }
}
