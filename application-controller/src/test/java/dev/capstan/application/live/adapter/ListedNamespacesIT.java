package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.cluster.adapter.ConnectedClusters;
import dev.capstan.application.live.NamespaceContents.Listing;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithCluster(crds = false)
class ListedNamespacesIT {
    @Test
    void objectsOfAllKindsAreListedByTheirMetadata(KubernetesClient client, TestNamespace namespace) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withStringData(Map.of("password", "hunter2"))
                        .build())
                .create();
        ListedNamespaces namespaces = new ListedNamespaces(
                new ConnectedClusters(client, Clock.systemUTC()), Clock.systemUTC(), Duration.ofMinutes(3));

        List<ObjectNode> objects = switch (namespaces.of(Cluster.inCluster(), namespace.name())) {
            case Listing.Objects listed -> listed.objects();
            case Listing.Unknown unknown -> throw new AssertionError(unknown.why());
        };

        assertThat(objects)
                .extracting(ObjectKey::of)
                .contains(
                        new ObjectKey("", "Secret", namespace.name(), "s"),
                        new ObjectKey("", "ConfigMap", namespace.name(), "kube-root-ca.crt"))
                .doesNotHaveDuplicates();
        assertThat(objects.toString()).doesNotContain("password");
    }
}
