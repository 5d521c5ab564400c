package dev.capstan.containers;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A controller's image, started as its Deployment starts it: read-only root, no capabilities, no new privileges, a limit of memory,
 * temporary folders for what it writes. It has the host's network, on whose loopback the servers of the test are.
 */
final class ControllerContainer implements AutoCloseable {

    private static final long MEMORY = 384L * 1024 * 1024;
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final GenericContainer<?> container;
    private final int port;

    private ControllerContainer(GenericContainer<?> container, int port) {
        this.container = container;
        this.port = port;
    }

    /**
     * Starts it; does not wait.
     *
     * @param image that the engine has
     * @param kubeconfig readable for everybody
     * @param settings variables of its environment
     */
    static ControllerContainer start(String image, Path kubeconfig, Map<String, String> settings) {
        int port = freePort();
        var container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetworkMode("host")
                .withFileSystemBind(kubeconfig.toString(), "/kubeconfig", BindMode.READ_ONLY)
                .withEnv("KUBECONFIG", "/kubeconfig")
                .withEnv("QUARKUS_HTTP_HOST", "127.0.0.1")
                .withEnv("QUARKUS_HTTP_PORT", Integer.toString(port))
                .withEnv(settings)
                .withTmpFs(Map.of("/tmp", "rw,mode=1777", "/data", "rw,mode=1777"))
                .withCreateContainerCmdModifier(ControllerContainer::asInAPod);
        container.start();
        return new ControllerContainer(container, port);
    }

    private static void asInAPod(CreateContainerCmd command) {
        requireNonNull(command.getHostConfig())
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY);
    }

    /** Waits until its readiness probe says so. */
    ControllerContainer awaitReady() {
        try (var http = HttpClient.newHttpClient()) {
            Awaitility.await(container.getDockerImageName() + " is ready")
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isReady(http));
        } catch (RuntimeException notReady) {
            throw new IllegalStateException("it said:\n" + container.getLogs(), notReady);
        }
        return this;
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        if (!container.isRunning()) {
            throw new IllegalStateException(container.getDockerImageName() + " has ended");
        }
        var probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The user of its first process, as the kernel has it. */
    String user() {
        var config = requireNonNull(container.getCurrentContainerInfo().getConfig());
        return requireNonNull(config.getUser());
    }

    /** Whether the kernel has ended it for want of memory. */
    boolean wasKilledForMemory() {
        return Boolean.TRUE.equals(
                container.getCurrentContainerInfo().getState().getOOMKilled());
    }

    boolean isRunning() {
        return container.isRunning();
    }

    /** What it said. */
    String log() {
        return container.getLogs();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
