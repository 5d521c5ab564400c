package dev.capstan.kustomization.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.InventoryEntry;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class CrashIT {

    private static final String FIRST = "main@sha1:1111111111111111111111111111111111111111";
    private static final String SECOND = "main@sha1:2222222222222222222222222222222222222222";

    @TempDir
    Path folder;

    @Test
    void f117_killedWhileApplyingOrphansNothing(TestCluster cluster, TestNamespace namespace) throws Exception {
        try (ArtifactHost artifacts = new ArtifactHost()) {
            artifacts.publish(namespace, "config", FIRST, configMaps(200));
            PackagedController first = ControllerProcess.start(
                    cluster.kubeconfig(), folder, Map.of("capstan.kustomize.concurrent-ssa", "1"));
            createKustomization(namespace);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> applied(namespace).size() >= 3);
            first.kill();

            List<String> recorded = inventory(namespace);
            assertThat(applied(namespace))
                    .isNotEmpty()
                    .allSatisfy(name ->
                            assertThat(recorded).contains("%s_%s__ConfigMap".formatted(namespace.name(), name)));

            artifacts.publish(namespace, "config", SECOND, configMaps(1));
            try (var second = ControllerProcess.start(cluster.kubeconfig(), folder, Map.of())) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .untilAsserted(() -> assertThat(applied(namespace)).containsExactly("cm-0"));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(inventory(namespace))
                                .containsExactly("%s_cm-0__ConfigMap".formatted(namespace.name())));
            }
        }
    }

    private static Map<String, String> configMaps(int count) {
        var files = new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            files.put(
                    "cm-%d.yaml".formatted(i),
                    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm-%d\n".formatted(i));
        }
        return files;
    }

    private static void createKustomization(TestNamespace namespace) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: app
                spec:
                  interval: 1h
                  retryInterval: 2s
                  prune: true
                  targetNamespace: %s
                  sourceRef: {kind: GitRepository, name: config}
                """.formatted(namespace.name()));
    }

    private static List<String> applied(TestNamespace namespace) {
        return namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withLabel("kustomize.toolkit.fluxcd.io/name", "app")
                .list()
                .getItems()
                .stream()
                .map(it -> it.getMetadata().getName())
                .toList();
    }

    private static List<String> inventory(TestNamespace namespace) {
        Kustomization object = namespace
                .client()
                .resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName("app")
                .get();
        return Optional.ofNullable(object.getStatus().inventory())
                .map(inventory ->
                        inventory.entries().stream().map(InventoryEntry::id).toList())
                .orElse(List.of());
    }
}
