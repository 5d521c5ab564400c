package dev.capstan.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged controller of the module under test as a process of its own, with the settings of the JVM that it has in a pod; never
 * outlives the JVM of the test.
 */
public final class PackagedController implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final Thread endWithTheTests;

    private PackagedController(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.endWithTheTests = new Thread(process::destroyForcibly, "end-controller");
        Runtime.getRuntime().addShutdownHook(endWithTheTests);
    }

    /**
     * Starts {@code target/quarkus-app} on a free port and waits for it.
     *
     * @param kubeconfig of the cluster
     * @param folder for its log
     * @param settings configuration properties
     * @param ready words in the log that say that it watches
     * @throws IllegalStateException with its log, when it ends or does not say them in two minutes
     */
    public static PackagedController start(Path kubeconfig, Path folder, Map<String, String> settings, String ready) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("capstan.root"), "images", "jvm.options"),
                "-Xmx256m",
                "-Dquarkus.http.port=0"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString()));
        try {
            Path log = Files.createTempFile(Files.createDirectories(folder), "controller-", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            var started = new PackagedController(builder.start(), log);
            started.await(ready);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("the controller cannot be started", e);
        }
    }

    private void await(String ready) {
        try {
            Awaitility.await("start of the controller")
                    .atMost(START_LIMIT)
                    .until(() -> log().contains(ready) || !process.isAlive());
        } finally {
            if (!log().contains(ready)) {
                String said = log();
                kill();
                throw new IllegalStateException("the controller did not start; it said:\n" + said);
            }
        }
    }

    /** What it wrote to its log so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of the controller cannot be read", e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends it without any warning. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Lets it end in order, and ends it when that takes longer than half a minute. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(endWithTheTests);
    }
}
