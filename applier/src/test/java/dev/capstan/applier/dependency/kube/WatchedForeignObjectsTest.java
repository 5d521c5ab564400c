package dev.capstan.applier.dependency.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyKey;
import dev.capstan.applier.dependency.ForeignObjects.Sight;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.apply.ResourceKind;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many watches there are, and for how long; what the API server says to them is the matter of integration tests. */
class WatchedForeignObjectsTest {

    private static final ObjectKey WEB = new ObjectKey("apps", "web");
    private static final ObjectKey API = new ObjectKey("apps", "api");

    private final WatchedCluster cluster = new WatchedCluster();
    private final List<ObjectKey> woken = new CopyOnWriteArrayList<>();
    private final WatchedForeignObjects objects =
            new WatchedForeignObjects(cluster.targets(), cluster.api(), woken::add, Clock.systemUTC(), 2);

    @AfterEach
    void close() {
        objects.close();
    }

    @Test
    void oneWatchServesAllWhoHaveTheSameRights() {
        cluster.holds("db");

        assertThat(find(WEB, "db", null)).isInstanceOf(Sight.Found.class);
        assertThat(find(API, "db", null)).isInstanceOf(Sight.Found.class);

        assertThat(objects.size()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(cluster.openWatches()).containsExactly("controller: db"));
    }

    @Test
    void otherRightsAreAnotherWatch() {
        find(WEB, "db", null);
        find(API, "db", "deployer");

        await().untilAsserted(() ->
                assertThat(cluster.openWatches()).containsExactlyInAnyOrder("controller: db", "deployer: db"));
    }

    @Test
    void anIdentityThatIsUsedNoMoreWatchesNothing() {
        find(WEB, "db", "former");
        find(WEB, "db", "deployer");

        await().untilAsserted(() -> assertThat(cluster.openWatches()).containsExactly("deployer: db"));
    }

    @Test
    void watchEndsWhenNobodyNamesTheObjectAnyMore() {
        find(WEB, "db", null);
        find(API, "db", null);
        await().untilAsserted(() -> assertThat(cluster.openWatches()).hasSize(1));

        objects.names(WEB, Set.of());
        assertThat(objects.size()).isEqualTo(1);
        objects.names(API, Set.of(key("other")));

        assertThat(objects.size()).isZero();
        await().untilAsserted(() -> assertThat(cluster.openWatches()).isEmpty());
    }

    @Test
    void changesWakeThoseWhoNameTheObject() {
        find(WEB, "db", null);
        find(API, "other", null);
        await().untilAsserted(() -> assertThat(cluster.openWatches()).hasSize(2));
        woken.clear();

        cluster.comes("db");

        await().untilAsserted(() -> assertThat(woken).containsExactly(WEB));
        assertThat(find(WEB, "db", null)).isInstanceOf(Sight.Found.class);
    }

    @Test
    void whatIsBeyondTheLimitIsAskedForAndNotWatched() {
        find(WEB, "db", null);
        find(WEB, "cache", null);
        cluster.holds("queue");

        assertThat(find(WEB, "queue", null)).isInstanceOf(Sight.Found.class);

        assertThat(objects.size()).isEqualTo(2);
    }

    @Test
    void definitionsAreWatchedOnlyWhileSomebodyWaitsForAKind() {
        var certificate =
                new DependencyKey(ResourceKind.of("cert-manager.io/v1", "Certificate"), new ObjectKey("apps", "tls"));

        assertThat(objects.find(new IdentityRequest(WEB, null, null), certificate))
                .isInstanceOf(Sight.KindMissing.class);
        await().untilAsserted(() -> assertThat(cluster.openWatches()).containsExactly("controller: every definition"));
        objects.names(WEB, Set.of());

        await().untilAsserted(() -> assertThat(cluster.openWatches()).isEmpty());
    }

    @Test
    void definitionsAreWatchedAtTheNextLookAfterABug() {
        var certificate =
                new DependencyKey(ResourceKind.of("cert-manager.io/v1", "Certificate"), new ObjectKey("apps", "tls"));
        cluster.breaks(1);
        objects.find(new IdentityRequest(WEB, null, null), certificate);
        await().untilAsserted(() -> assertThat(cluster.faultsLeft()).isZero());

        await().untilAsserted(() -> {
            objects.find(new IdentityRequest(WEB, null, null), certificate);
            assertThat(cluster.openWatches()).containsExactly("controller: every definition");
        });
    }

    private Sight find(ObjectKey dependent, String name, @Nullable String account) {
        return objects.find(new IdentityRequest(dependent, account, null), key(name));
    }

    private static DependencyKey key(String name) {
        return new DependencyKey(ResourceKind.of("v1", "ConfigMap"), new ObjectKey("apps", name));
    }
}
