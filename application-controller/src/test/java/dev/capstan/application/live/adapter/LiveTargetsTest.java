package dev.capstan.application.live.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.Readiness;
import dev.capstan.application.live.Wanted;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.testkit.time.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTargetsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final GroupKind THING = new GroupKind("example.org", "Thing");
    private static final Duration LATER = Duration.ofSeconds(60);

    private final MovableClock clock = MovableClock.at(Instant.EPOCH);
    private final ConfigMapServer server = new ConfigMapServer();
    private volatile ClusterConnection connection = connected();
    private final LiveTargets targets = new LiveTargets(
            cluster -> new ClusterConnections.Connection.Made(connection),
            () -> new LiveRules(ArgoSettings.DEFAULT, HealthRules.shipped()),
            (application, key) -> {},
            1_000_000,
            clock,
            (what, fault) -> {
                throw new AssertionError(what, fault);
            });

    @AfterEach
    void stop() {
        targets.close();
    }

    private ClusterConnection connected() {
        ClusterApi api = server.api();
        return new ClusterConnection(api, new ResourceCatalog(api, clock));
    }

    private LiveView open(Cluster cluster) {
        return switch (targets.of(cluster)) {
            case LiveViews.Opened.Open open -> open.view();
            case LiveViews.Opened.Closed closed -> throw new AssertionError(closed.why());
        };
    }

    private static Readiness want(LiveView view, String application, GroupKind kind) {
        return view.want(new Wanted(application, Set.of(kind), Set.of()), LONG);
    }

    private long asked(String what) {
        return server.asked().stream().filter(what::equals).count();
    }

    @Test
    void kindThatIsNotServedIsLookedForAgainOnlyByWhoWantsIt() {
        LiveView view = open(Cluster.inCluster());
        want(view, "odd", THING);
        want(view, "shop", CONFIG_MAP);
        clock.moveBy(LATER);
        server.asked().clear();

        want(view, "shop", CONFIG_MAP);
        view.forget("nobody");
        assertThat(server.asked()).doesNotContain("discover");

        want(view, "odd", THING);
        assertThat(server.asked()).contains("discover");
    }

    @Test
    void nobodyWaitsWhileTheClusterIsAskedForAKindOfAnother() throws Exception {
        LiveView view = open(Cluster.inCluster());
        want(view, "shop", CONFIG_MAP);
        clock.moveBy(LATER);
        ConfigMapServer.Pause pause = server.pauseDiscovery();
        Thread odd = Thread.startVirtualThread(() -> want(view, "odd", THING));
        pause.awaitQuestion();

        assertThat(want(view, "shop", CONFIG_MAP).problems()).isEmpty();
        targets.forget("shop");
        targets.closed(connection);
        assertThat(open(Cluster.inCluster())).isNotSameAs(view);

        pause.end();
        assertThat(odd.join(LONG)).isTrue();
    }

    @Test
    void viewThatIsClosedOpensNoWatchForWhoStillHasIt() {
        LiveView view = open(Cluster.inCluster());
        want(view, "shop", CONFIG_MAP);
        targets.closed(connection);
        server.asked().clear();

        assertThat(want(view, "shop", new GroupKind("", "Secret")).problems()).isNotEmpty();

        assertThat(server.asked()).doesNotContain("list");
    }

    @Test
    void clusterThatAnApplicationHasLeftIsNotWatchedForItAnyMore() {
        LiveView left = open(Cluster.inCluster());
        want(left, "shop", CONFIG_MAP);
        want(left, "stays", new GroupKind("", "Secret"));
        await().until(() -> asked("watch") == 2);

        want(open(elsewhere()), "shop", CONFIG_MAP);

        await().untilAsserted(() -> assertThat(asked("close")).isEqualTo(1));
        assertThat(left.of("shop").objects()).isEmpty();
    }

    /** Another cluster. */
    private static Cluster elsewhere() {
        Cluster own = Cluster.inCluster();
        return new Cluster(
                "edge",
                "https://edge.example.org",
                "edge",
                own.project(),
                own.namespaces(),
                own.hasClusterResources(),
                own.login(),
                own.tls(),
                own.proxyUrl(),
                own.notices());
    }

    @Test
    void otherConnectionAndOtherNamespacesMakeAnotherViewInItsPlace() {
        LiveView first = open(Cluster.inCluster());
        assertThat(open(Cluster.inCluster())).isSameAs(first);
        want(first, "shop", CONFIG_MAP);
        await().until(() -> asked("watch") == 1);

        LiveView restricted = open(Cluster.inCluster().restrictedTo("ns"));
        await().untilAsserted(() -> assertThat(asked("close")).isEqualTo(1));
        connection = connected();

        assertThat(restricted).isNotSameAs(first);
        assertThat(open(Cluster.inCluster().restrictedTo("ns"))).isNotSameAs(restricted);
    }
}
