package dev.capstan.kustomization.kube;

import dev.capstan.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged kustomize-controller as a process of its own, against a real API server. */
final class ControllerProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ControllerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts on a free port and waits until it watches Kustomizations. */
    static ControllerProcess start(TestCluster cluster, Path folder, String... settings) throws IOException {
        return start(cluster.kubeconfig(), folder, settings);
    }

    /** The same in the cluster of a kubeconfig. */
    static ControllerProcess start(Path kubeconfig, Path folder, String... settings) throws IOException {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
        Path log = Files.createTempFile(Files.createDirectories(folder), "kustomize-controller-", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.port=0",
                "-Dcapstan.kustomize.requeue-dependency=2s",
                "-Dcapstan.kustomize.artifacts.directory=" + folder.resolve("artifacts")));
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        var started = new ControllerProcess(builder.start(), log);
        Awaitility.await("start of the kustomize-controller")
                .atMost(120, TimeUnit.SECONDS)
                .until(() -> {
                    if (!started.process.isAlive()) {
                        throw new IllegalStateException("the controller ended:\n" + started.log());
                    }
                    return started.log().contains("Watching Kustomization");
                });
        return started;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it without any warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
