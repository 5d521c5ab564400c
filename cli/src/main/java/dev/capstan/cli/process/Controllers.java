package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.net.ServerSocket;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The standalone process with all controllers, as a child that never outlives this JVM. */
public final class Controllers implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(15);

    private final Process process;
    private final URI webhooks;
    private final Path log;
    private final Duration startTime;

    private Controllers(Process process, URI webhooks, Path log, Duration startTime) {
        this.process = process;
        this.webhooks = webhooks;
        this.log = log;
        this.startTime = startTime;
    }

    /**
     * Starts the process against a cluster and waits until it says that it is ready.
     *
     * @param kubeconfig of the cluster
     * @param folder for its artifacts and its log
     * @param settings further configuration properties
     * @throws CommandFailure when it does not become ready; the message carries the end of its log
     */
    public static Controllers start(
            Distribution distribution, Path kubeconfig, Path folder, Map<String, String> settings) {
        return start(distribution, kubeconfig, folder, settings, List.of());
    }

    /**
     * The same with another JVM.
     *
     * @param jvm what {@code java} understands, in place of the settings that the process has otherwise
     */
    public static Controllers start(
            Distribution distribution, Path kubeconfig, Path folder, Map<String, String> settings, List<String> jvm) {
        long begin = System.nanoTime();
        try {
            Files.createDirectories(folder);
            URI address = freeAddress();
            URI webhooks = freeAddress();
            Path log = folder.resolve("controllers.log");
            List<String> command = command(distribution, folder, address, webhooks, settings);
            command.addAll(command.indexOf("-jar"), jvm);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            Process process = builder.start();
            try {
                awaitReady(process, address, log);
            } catch (RuntimeException | InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
            return new Controllers(process, webhooks, log, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw new CommandFailure("Cannot start the controllers: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while the controllers started", e);
        }
    }

    private static List<String> command(
            Distribution distribution, Path folder, URI address, URI webhooks, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + distribution.jvmOptions());
        distribution.classCache().ifPresent(cache -> command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off")));
        command.add("-Dcapstan.exit-with-parent=true");
        command.add("-Dquarkus.http.host=" + address.getHost());
        command.add("-Dquarkus.http.port=" + address.getPort());
        command.add("-Dcapstan.source.storage.path=" + folder.resolve("source"));
        command.add("-Dcapstan.notification.host=" + webhooks.getHost());
        command.add("-Dcapstan.notification.events-port=0");
        command.add("-Dcapstan.notification.webhook-port=" + webhooks.getPort());
        command.add("-Dcapstan.secrets.host=" + webhooks.getHost());
        command.add("-Dcapstan.secrets.port=0");
        command.add("-Djava.io.tmpdir=" + folder);
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(distribution.standaloneJar().toString());
        return command;
    }

    private static URI freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private static void awaitReady(Process process, URI address, Path log) throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client, address)) {
                if (!process.isAlive() || System.nanoTime() > limit) {
                    String how = process.isAlive() ? "are not ready after " + START_LIMIT.toSeconds() + " s" : "ended";
                    throw new CommandFailure("The controllers " + how + ". The end of " + log + ":\n" + tail(log));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static boolean isReady(HttpClient client, URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    /** Where Receivers are called; the path is in their status. */
    public URI webhooks() {
        return webhooks;
    }

    /** The process' log. */
    public Path log() {
        return log;
    }

    /** From the start of the JVM until it was ready. */
    public Duration startTime() {
        return startTime;
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Memory of the process in bytes (resident set), where the system tells (Linux). */
    public OptionalLong memory() {
        return status("VmRSS");
    }

    /** The most memory that the process has had in bytes, where the system tells (Linux). */
    public OptionalLong peakMemory() {
        return status("VmHWM");
    }

    private OptionalLong status(String field) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(status)) {
            Optional<String> line =
                    lines.filter(candidate -> candidate.startsWith(field + ":")).findFirst();
            return line.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(line.get().replaceAll("\\D", "")) * 1024);
        } catch (IOException e) {
            return OptionalLong.empty(); // it ended in between
        }
    }

    /** Asks the process to end, waits for it, and kills it when it takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
