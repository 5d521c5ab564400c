package dev.capstan.source.git.kube;

import dev.capstan.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged source controller as a process of its own, against a real API server. */
final class SourceProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private SourceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts on free ports and waits until it is ready. */
    static SourceProcess start(TestCluster cluster, Path folder, Map<String, String> settings) throws IOException {
        var jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
        var log = Files.createTempFile(Files.createDirectories(folder), "source-controller-", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dquarkus.http.port=0",
                "-Dcapstan.source.storage.path=" + folder.resolve("storage"),
                "-Dcapstan.source.storage.address=127.0.0.1:0",
                "-Dcapstan.source.storage.advertised-address=auto",
                "-Dcapstan.source.git.allow-loopback=true"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        var started = new SourceProcess(builder.start(), log);
        try {
            Awaitility.await("start of the source controller")
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> {
                        if (!started.process.isAlive()) {
                            throw new IllegalStateException("the source controller ended:\n" + started.log());
                        }
                        return started.log().contains("Watching GitRepository");
                    });
        } catch (ConditionTimeoutException slow) {
            var said = started.log();
            started.close();
            throw new IllegalStateException("the source controller did not start in time:\n" + said, slow);
        }
        return started;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without any warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
