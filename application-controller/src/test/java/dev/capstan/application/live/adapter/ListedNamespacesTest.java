package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.live.NamespaceContents.Listing;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListedNamespacesTest {

    private final MovableClock clock = MovableClock.at(Instant.EPOCH);
    private final ConfigMapServer server = new ConfigMapServer();
    private final ResourceCatalog catalog = new ResourceCatalog(server.api(), clock);
    private final ListedNamespaces namespaces = new ListedNamespaces(
            cluster -> new ClusterConnections.Connection.Made(new ClusterConnection(server.api(), catalog)),
            clock,
            Duration.ofMinutes(3));

    @Test
    void answerIsKeptForAWhile() {
        assertThat(look()).isEqualTo(new Listing.Objects(List.of()));
        clock.moveBy(Duration.ofMinutes(2));
        server.asked().clear();

        look();
        assertThat(server.asked()).isEmpty();

        clock.moveBy(Duration.ofMinutes(2));
        look();
        assertThat(server.asked()).contains("listMetadata");
    }

    @Test
    void clusterThatDoesNotAnswerIsNotAskedForEachKind() {
        catalog.everything();
        server.asked().clear();
        server.goAway();

        assertThat(look()).isEqualTo(new Listing.Unknown("connection refused"));

        assertThat(server.asked()).containsExactly("listMetadata");
    }

    private Listing look() {
        return namespaces.of(Cluster.inCluster(), "ns");
    }
}
