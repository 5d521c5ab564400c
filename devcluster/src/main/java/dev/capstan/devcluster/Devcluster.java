package dev.capstan.devcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of the devcluster program: etcd, kube-apiserver, kube-controller-manager, nodes, simulated or real, and, where
 * asked for, NATS. It ends with {@link #close} and also when this JVM dies, however that happens.
 */
public final class Devcluster implements Cluster {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable Process process;
    private final JsonNode description;
    private final HttpClient http = HttpClient.newHttpClient();

    private Devcluster(@Nullable Process process, JsonNode description) {
        this.process = process;
        this.description = description;
    }

    /**
     * Starts a cluster and waits until it takes work, which takes 6 to 15 seconds, with a real node 10 to 20.
     *
     * @param binary the devcluster program, see {@link DevclusterBinary}
     * @throws ClusterException when it does not become ready; the message carries its own last words
     */
    public static Devcluster start(Path binary, DevclusterOptions options, Progress progress) {
        try {
            Path directory = options.directory().isPresent()
                    ? Files.createDirectories(options.directory().get())
                    : Files.createTempDirectory("devcluster-");
            return start(commandLine(binary, directory, options), directory, progress);
        } catch (IOException e) {
            throw new ClusterException("Cannot start devcluster: " + e.getMessage(), e);
        }
    }

    private static List<String> commandLine(Path binary, Path directory, DevclusterOptions options) {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "up",
                "--dir=" + directory,
                "--node=" + options.kind().wireName(),
                "--nodes=" + options.nodes(),
                "--nats=" + options.nats(),
                "--audit=" + options.audit(),
                "--until-stdin-closes"));
        if (options.directory().isEmpty()) {
            command.add("--ephemeral");
        }
        return command;
    }

    private static Devcluster start(List<String> command, Path directory, Progress progress) throws IOException {
        Path log = directory.resolve("devcluster.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        progress.tick("  starting etcd, kube-apiserver, kube-controller-manager and NATS");
        CompletableFuture<String> firstLine =
                CompletableFuture.supplyAsync(() -> readLine(process), Thread::startVirtualThread);
        try {
            String line = firstLine.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            JsonNode description = JSON.readTree(line);
            return new Devcluster(process, description);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new ClusterException("Interrupted while devcluster started", e);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new ClusterException(
                    "devcluster is not ready after " + START_LIMIT.toSeconds() + " s:\n" + read(log), e);
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new ClusterException(explain(read(log)), e);
        }
    }

    private static String readLine(Process process) {
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IOException("devcluster ended while it started");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Puts what can be done in front of what the program said. */
    static String explain(String log) {
        if (log.contains("no space left on device")) {
            return "The disk is full: a cluster needs about 200 MB in the temporary folder, and with a real node room for"
                    + " its images.\n" + log;
        }
        if (log.contains("address already in use")) {
            return "A port that was free a moment ago is in use now; start again.\n" + log;
        }
        return "devcluster did not start:\n" + log;
    }

    /**
     * Uses a cluster that another process started and that stays when this object is closed.
     *
     * @param directory the cluster's own folder
     */
    public static Devcluster attach(Path directory) {
        try {
            return new Devcluster(
                    null, JSON.readTree(directory.resolve("cluster.json").toFile()));
        } catch (IOException e) {
            throw new ClusterException("No devcluster runs in " + directory, e);
        }
    }

    /** The cluster's own folder, with its kubeconfig, data and {@code logs/}. */
    public Path directory() {
        return Path.of(description.get("directory").asText());
    }

    @Override
    public Path kubeconfig() {
        return Path.of(description.get("kubeconfig").asText());
    }

    @Override
    public Optional<URI> nats() {
        return Optional.ofNullable(description.get("nats")).map(address -> URI.create(address.asText()));
    }

    /**
     * Where the API server writes, as a line of JSON each, what service accounts ask for and whether they may: events of
     * {@code audit.k8s.io/v1} without bodies. Those of Kubernetes' own controllers are left out.
     *
     * @return empty when no such log was asked for
     */
    public Optional<Path> auditLog() {
        return Optional.ofNullable(description.get("auditLog")).map(path -> Path.of(path.asText()));
    }

    @Override
    public String describe() {
        return "devcluster: Kubernetes %s with %s%s"
                .formatted(
                        description.get("kubernetesVersion").asText(),
                        realNode().isPresent()
                                ? "a real node"
                                : description.get("nodes").asInt() + " simulated node(s)",
                        nats().isPresent() ? " and NATS" : "");
    }

    /** The real node, where the cluster has one. */
    public Optional<RealNode> realNode() {
        return Optional.ofNullable(description.get("node")).map(RealNode::of);
    }

    /** How long the cluster needed from nothing to taking work. */
    public Duration startTime() {
        return Duration.ofMillis((long) (description.get("readyAfterSeconds").asDouble() * 1000));
    }

    /** Lets the part end in order and waits for it; it stays down. */
    public void stop(Component component) {
        control("stop", component);
    }

    /** Ends the part as a crash does ({@code SIGKILL}); it stays down. */
    public void kill(Component component) {
        control("kill", component);
    }

    /** Starts the part again on its old port and data and waits until it takes work. */
    public void start(Component component) {
        control("start", component);
    }

    /** {@link #kill} and {@link #start}. */
    public void restart(Component component) {
        control("restart", component);
    }

    /** The part's process id, or empty when it is down. */
    public Optional<Long> pid(Component component) {
        String answer = send(request("/components").GET().build());
        try {
            long pid = JSON.readTree(answer).path(component.wireName()).asLong();
            return pid == 0 ? Optional.empty() : Optional.of(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void control(String action, Component component) {
        send(request("/components/" + component.wireName() + "/" + action)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(description.get("control").asText() + path))
                .header(
                        "Authorization",
                        "Bearer " + description.get("controlToken").asText());
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new ClusterException(
                        request.uri().getPath() + ": " + response.body().strip());
            }
            return response.body();
        } catch (IOException e) {
            throw new ClusterException("devcluster does not answer at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while talking to devcluster", e);
        }
    }

    @Override
    public boolean runsImages() {
        return realNode().isPresent();
    }

    @Override
    public void close() {
        http.close();
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy(); // the pipe is broken already: ask by signal
        } catch (InterruptedException e) {
            process.destroyForcibly(); // its parts end with it
            Thread.currentThread().interrupt();
        }
    }
}
