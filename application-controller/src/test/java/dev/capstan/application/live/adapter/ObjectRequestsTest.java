package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObjectRequestsTest {

    private final MovableClock clock = MovableClock.at(Instant.EPOCH);
    private final ConfigMapServer server = new ConfigMapServer();
    private final ResourceCatalog catalog = new ResourceCatalog(server.api(), clock);
    private final ObjectRequests requests = new ObjectRequests(new ClusterConnection(server.api(), catalog), clock);

    @Test
    void clusterThatDoesNotAnswerIsWaitedForOnceNotForEachObject() {
        catalog.everything();
        server.asked().clear();
        server.goAway(() -> clock.moveBy(Duration.ofSeconds(5)));

        assertThat(get("a")).isEqualTo(unread("a"));
        assertThat(get("b")).isEqualTo(unread("b"));
        assertThat(server.asked()).containsExactly("get");

        clock.moveBy(Duration.ofSeconds(2));
        get("c");
        assertThat(server.asked()).containsExactly("get", "get");
    }

    private ObjectRequests.Answer get(String name) {
        return requests.get(new ObjectKey("", "ConfigMap", "ns", name));
    }

    private static ObjectRequests.Answer unread(String name) {
        return new ObjectRequests.Answer.NoAnswer("ConfigMap ns/" + name + " cannot be read: connection refused");
    }
}
