package dev.capstan.kustomization.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits move objects, and the controller is killed as soon as the first of their Kustomizations has come to an end. */
@WithCluster
class MovingRestartIT {

    private static final int OWNERS = 6;
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void killedBetweenGiverAndTakerLosesNothing(TestCluster cluster, TestNamespace namespace) throws Exception {
        var objects = new MovedObjects(24, OWNERS, 20261128L);
        try (var artifacts = new ArtifactHost();
                var deletions = new DeletionWatch(namespace)) {
            artifacts.publish(namespace, "config", objects.revision(), objects.files());
            IntStream.range(0, OWNERS).forEach(owner -> kustomization(namespace, owner));
            PackagedController controller = start(cluster);
            awaitAll(namespace, objects.revision());

            for (int round = 0; round < ROUNDS; round++) {
                objects.commit();
                artifacts.publish(namespace, "config", objects.revision(), objects.files());
                patiently().until(() -> countAt(namespace, objects.revision()) > 0);
                controller.kill();
                controller = start(cluster);
                awaitAll(namespace, objects.revision());
            }

            objects.objects().forEach(object -> awaitOwner(namespace, object, objects.ownerOf(object)));
            assertThat(deletions.deleted()).isEmpty();
            controller.close();
        }
    }

    private PackagedController start(TestCluster cluster) {
        return ControllerProcess.start(cluster.kubeconfig(), folder, Map.of());
    }

    private static void kustomization(TestNamespace namespace, int owner) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: owner-%1$d
                spec:
                  path: owner-%1$d
                  interval: 1h
                  prune: true
                  targetNamespace: %2$s
                  sourceRef: {kind: GitRepository, name: config}
                """.formatted(owner, namespace.name()));
    }

    private static void awaitAll(TestNamespace namespace, String revision) {
        patiently().until(() -> countAt(namespace, revision) == OWNERS);
    }

    private static long countAt(TestNamespace namespace, String revision) {
        return namespace
                .client()
                .resources(Kustomization.class)
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .map(Kustomization::getStatus)
                .flatMap(status -> Optional.ofNullable(status).map(KustomizationStatus::lastAppliedRevision).stream())
                .filter(revision::equals)
                .count();
    }

    private static void awaitOwner(TestNamespace namespace, String object, String owner) {
        patiently()
                .alias(object + " belongs to " + owner)
                .until(() -> Optional.ofNullable(namespace
                                .client()
                                .configMaps()
                                .inNamespace(namespace.name())
                                .withName(object)
                                .get())
                        .map(ConfigMap::getMetadata)
                        .map(it -> it.getLabels().get("kustomize.toolkit.fluxcd.io/name"))
                        .equals(Optional.of(owner)));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
    }
}
