package dev.capstan.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.devcluster.Component;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

@WithCluster(dedicated = true, crds = false)
class DedicatedClusterIT {

    @Test
    void watchGoesOnAfterTheApiServerWasAway(TestCluster cluster, TestNamespace namespace, KubernetesClient client) {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (var informer = client.configMaps()
                .inNamespace(namespace.name())
                .inform(new ResourceEventHandler<ConfigMap>() {
                    @Override
                    public void onAdd(ConfigMap object) {
                        seen.add(object.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap now) {}

                    @Override
                    public void onDelete(ConfigMap object, boolean unknown) {}
                })) {
            cluster.devcluster().restart(Component.API_SERVER);
            HasMetadata created = namespace.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: after}");

            assertThat(created.getMetadata().getName()).isEqualTo("after");
            await().atMost(Duration.ofSeconds(30)).until(() -> seen.contains("after"));
        }
    }
}
