package dev.capstan.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import dev.capstan.containers.engine.ProgramImage;
import dev.capstan.devcluster.Cluster;
import dev.capstan.devcluster.ClusterException;
import dev.capstan.devcluster.Clusters;
import dev.capstan.devcluster.DevclusterOptions;
import dev.capstan.devcluster.Progress;
import dev.capstan.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The choice of K3s with a real engine. K3s itself is not run: its image has to be pulled from outside. */
@Testcontainers(disabledWithoutDocker = true)
class K3sIT {
    private static final String LABEL = "dev.capstan.k3s=true";

    @TempDir
    private Path folder;

    private final List<String> steps = new ArrayList<>();

    @Test
    void anImageThatCannotBePulledIsSaidAndTheNextChoiceTaken() throws IOException {
        Map<String, String> environment = environment("registry.invalid/rancher/k3s:v1");
        environment.remove("CAPSTAN_DEVCLUSTER_BINARY");
        environment.put("XDG_CACHE_HOME", folder.toString()); // so devcluster is not built yet,
        environment.put("CAPSTAN_GO", goWithoutDisk().toString()); // and that it is tried is told by its failure

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> open(environment))
                .withMessageStartingWith("The disk is full.");

        assertThat(steps.get(0))
                .startsWith("Uses K3s: registry.invalid/rancher/k3s:v1 in the container engine at unix://");
        assertThat(steps.get(1))
                .startsWith("K3s (registry.invalid/rancher/k3s:v1 in the container engine at ")
                .contains("did not start: the image cannot be pulled: ", "registry.invalid");
        assertThat(steps.get(2)).isEqualTo("Falls back to its own cluster.");
        assertThat(containers()).isEmpty();
    }

    @Test
    void whatEndsAtOnceIsSaidAndLeavesNothing() {
        Map<String, String> environment = environment(
                ProgramImage.make("k3s-that-ends", Map.of("/usr/bin/server", Path.of("/bin/sh")), Map.of()));
        environment.put(Clusters.CHOICE, "k3s");

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> open(environment))
                .withMessageContaining("did not start: Container did not start correctly");
        assertThat(containers()).isEmpty();
    }

    @Test
    void aClusterInAContainerIsReachedAndGoesWithItsProcess() {
        Map<String, String> environment = environment(K3sStandIn.make());
        environment.put(Clusters.CHOICE, "k3s");

        try (Cluster cluster = open(environment)) {
            assertThat(containers()).hasSize(1);
            assertThat(cluster.describe()).contains("k3s-stand-in", "with one real node");
            assertThat(cluster.runsImages()).isTrue();
            try (var client = TestCluster.clientFor(cluster.kubeconfig())) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() ->
                                assertThat(client.nodes().list().getItems()).hasSize(1));
            }
        }

        assertThat(containers()).isEmpty();
    }

    private Path goWithoutDisk() throws IOException {
        Path go = Files.writeString(folder.resolve("go"), """
                #!/bin/sh
                if [ "$1" = env ]; then echo go9.9; else echo "no space left on device" >&2; exit 1; fi
                """);
        assertThat(go.toFile().setExecutable(true)).isTrue();
        return go;
    }

    private Cluster open(Map<String, String> environment) {
        Path libraries = Path.of(System.getProperty("capstan.root"), "k3s", "target", "libraries");
        return new Clusters(environment, progress()).offeringK3s(libraries).open(DevclusterOptions.temporary());
    }

    private static Map<String, String> environment(String image) {
        var environment = new HashMap<>(System.getenv());
        environment.remove(Clusters.CHOICE);
        environment.put("CAPSTAN_K3S_IMAGE", image);
        environment.put("DOCKER_HOST", engine());
        return environment;
    }

    private static String engine() {
        DockerClientFactory.instance().client();
        return DockerClientFactory.instance()
                .getTransportConfig()
                .getDockerHost()
                .toString();
    }

    private static List<String> containers() {
        DockerClient engine = DockerClientFactory.lazyClient();
        return engine.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec().stream()
                .map(container -> Optional.ofNullable(container.getImage()).orElse(""))
                .toList();
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void step(String message) {
                steps.add(message);
            }

            @Override
            public void tick(String message) {}
        };
    }
}
