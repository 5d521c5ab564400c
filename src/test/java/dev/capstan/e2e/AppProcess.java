package dev.capstan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A packaged application in a JVM of its own, with the JVM settings that it is shipped with. */
final class AppProcess implements AutoCloseable {
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-Xmx192m",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration READY = Duration.ofSeconds(90);

    private final App app;
    private final Process process;
    private final Path log;
    private final int port;

    private AppProcess(App app, Process process, Path log, int port) {
        this.app = app;
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts it; does not wait.
     *
     * @param port its HTTP port, with the probes
     * @param log what it says is added to this file
     */
    static AppProcess start(App app, Path kubeconfig, int port, Map<String, String> settings, Path log) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of("-jar", app.jar().toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        try {
            return new AppProcess(app, builder.start(), log, port);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Waits until its readiness probe says so. */
    AppProcess awaitReady() {
        Awaitility.await(app + " is ready; its last words:\n" + lastWords())
                .atMost(READY)
                .pollInterval(Duration.ofMillis(200))
                .until(this::isReady);
        return this;
    }

    /** Whether its readiness probe says so. */
    boolean isReady() {
        try {
            return get("/readyz").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a scrape reads. */
    String metrics() {
        try {
            return get("/metrics").body();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the metrics of " + app, stopped);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PROBE)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Stops it where it is, as a machine that is overloaded does. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(app + " did not end within 40 s of being told to");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The end of its log. */
    String lastWords() {
        try {
            String all = Files.exists(log) ? Files.readString(log) : "";
            return all.substring(Math.max(0, all.length() - 4000));
        } catch (IOException gone) {
            return "its log cannot be read: " + gone.getMessage();
        }
    }

    /** Lets it end in order. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }
}
