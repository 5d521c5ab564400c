package dev.capstan.containers.engine;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Podman's service with Docker's API: with settings, socket, images and containers of its own below {@code target/podman}. It ends
 * with this JVM, however that ends, and takes its containers with it.
 */
final class PodmanService {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long END_SECONDS = 30;

    /** Waits for the end of its standard input, which the JVM holds; then ends what it has started, by its process id. */
    private static final String SCRIPT = """
            podman system service --time=0 "unix://$SOCKET" &
            service=$!
            trap '' INT TERM
            cat >/dev/null
            podman rm --all --force --time 0
            kill "$service"
            wait "$service"
            rm -rf "$(dirname "$SOCKET")"
            """;

    private final Path socket;

    private PodmanService(Path socket) {
        this.socket = socket;
    }

    /** What is missing to start one here: a sentence. */
    static Optional<String> obstacle(Map<String, String> environment) {
        if (environment.containsKey("DOCKER_HOST")) {
            return Optional.of("DOCKER_HOST names an engine that does not answer.");
        }
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.of("podman is started on Linux only; start Docker.");
        }
        if (!System.getProperty("user.name", "").equals("root")) {
            return Optional.of("podman needs root for it; start Docker, or name an engine with DOCKER_HOST.");
        }
        List<String> missing = Stream.of("podman", "runc", "conmon")
                .filter(program -> find(program, environment).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("missing here: " + String.join(", ", missing)
                        + " (Debian: apt-get install podman runc containernetworking-plugins iptables).");
    }

    static Optional<Path> find(String program, Map<String, String> environment) {
        return Stream.concat(
                        Stream.of(environment.getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PodmanService start() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "podman").toAbsolutePath());
            // A socket's path may have 108 characters, and that of a clone may be long.
            Path socket = Files.createTempDirectory("podman-").resolve("s");
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("podman.log").toFile());
            Map<String, String> environment = builder.environment();
            environment.put("SOCKET", socket.toString());
            environment.put("CONTAINERS_CONF", settings(folder).toString());
            environment.put("CONTAINERS_STORAGE_CONF", storage(folder).toString());
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end-podman"));
            Awaitility.await("podman's socket")
                    .atMost(START_LIMIT)
                    .until(() -> Files.exists(socket) || !process.isAlive());
            return new PodmanService(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("podman cannot be started", e);
        }
    }

    private static Path settings(Path folder) throws IOException {
        // Limits above those that this process has are refused; crun wants cgroups of version 2.
        return Files.writeString(
                folder.resolve("containers.conf"), """
                [containers]
                default_ulimits = ["nofile=20000:20000", "nproc=10000:10000"]
                [engine]
                runtime = "runc"
                cgroup_manager = "cgroupfs"
                events_logger = "file"
                [network]
                network_config_dir = "%s"
                """.formatted(Files.createDirectories(folder.resolve("networks"))));
    }

    private static Path storage(Path folder) throws IOException {
        String driver = Files.getFileStore(folder).type().equals("overlay") ? "vfs" : "overlay";
        return Files.writeString(folder.resolve("storage.conf"), """
                [storage]
                driver = "%s"
                graphroot = "%s"
                runroot = "%s"
                """.formatted(
                        driver, folder.resolve("storage"), folder.resolve("run")));
    }

    URI address() {
        return URI.create("unix://" + socket);
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor(END_SECONDS, SECONDS);
        } catch (IOException alreadyGone) {
            // nothing to end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
