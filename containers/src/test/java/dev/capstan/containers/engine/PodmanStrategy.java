package dev.capstan.containers.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * The last that Testcontainers tries: podman, started for these tests alone. Testcontainers finds this class by its name in
 * {@code META-INF/services}.
 */
public final class PodmanStrategy extends DockerClientProviderStrategy {

    private static @Nullable PodmanService service;

    @Override
    public String getDescription() {
        return "podman, started for these tests";
    }

    @Override
    protected boolean isApplicable() {
        Optional<String> obstacle = PodmanService.obstacle(System.getenv());
        obstacle.ifPresent(reason -> System.out.println("No container engine answers, and none can be started: "
                + reason + " Tests in containers are not run."));
        return obstacle.isEmpty();
    }

    @Override
    protected boolean isPersistable() {
        return false;
    }

    @Override
    protected int getPriority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public TransportConfig getTransportConfig() {
        return TransportConfig.builder().dockerHost(started().address()).build();
    }

    private static synchronized PodmanService started() {
        if (service == null) {
            service = PodmanService.start();
        }
        return service;
    }
}
