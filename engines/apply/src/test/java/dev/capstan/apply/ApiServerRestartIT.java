package dev.capstan.apply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.drift.Drift;
import dev.capstan.devcluster.Component;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server goes away in the middle of work. */
@WithCluster(dedicated = true, crds = false)
class ApiServerRestartIT {

    private TestCluster cluster;
    private ApplyFixture engine;

    @BeforeEach
    void start(TestCluster cluster, TestNamespace namespace) {
        this.cluster = cluster;
        this.engine = new ApplyFixture(cluster.client(), namespace.name());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void f113_finishesTheApplyWhenTheApiServerIsBack() throws Exception {
        engine.applied(configMaps(0, 1));
        CompletableFuture<ApplyOutcome> outcome = CompletableFuture.supplyAsync(
                () -> engine.apply(configMaps(0, 200), builder -> builder.patience(Duration.ofMinutes(2))));
        await().until(() -> engine.exists(engine.configMap("map-20")));

        cluster.devcluster().restart(Component.API_SERVER);

        assertThat(outcome.get(180, SECONDS)).isInstanceOfSatisfying(ApplyOutcome.Applied.class, applied -> {
            assertThat(applied.changes().changes()).hasSize(200);
            assertThat(applied.inventory().size()).isEqualTo(200);
        });
        assertThat(engine.exists(engine.configMap("map-199"))).isTrue();
        assertThat(engine.drifts).isEmpty();
    }

    @Test
    void f113_reportsHonestlyWhatWasAppliedWhenPatienceEnds() {
        engine.applied(configMaps(0, 2));
        cluster.devcluster().stop(Component.API_SERVER);
        try {
            ApplyOutcome.ApplyFailed failed =
                    engine.refused(configMaps(0, 4), builder -> builder.patience(Duration.ofSeconds(2)));

            assertThat(failed.failure()).isInstanceOf(ApplyFailure.ClusterUnavailable.class);
            assertThat(failed.failure().isTransient()).isTrue();
            assertThat(failed.changes().hasChanges()).isFalse();
        } finally {
            cluster.devcluster().start(Component.API_SERVER);
        }
    }

    @Test
    void f115_seesWhatWasChangedWhileTheWatchWasDown() throws Exception {
        engine.applied(configMaps(0, 1));
        try (ApplyFixture other = new ApplyFixture(engine.api, engine.owner.namespace(), "other")) {
            cluster.devcluster().restart(Component.API_SERVER);
            await().atMost(Duration.ofSeconds(60)).until(() -> engine.exists(engine.configMap("map-0")));

            cluster.client()
                    .configMaps()
                    .inNamespace(engine.owner.namespace())
                    .withName("map-0")
                    .delete();

            Drift drift = engine.drifts.poll(60, SECONDS);
            assertThat(drift).isNotNull();
            assertThat(drift.kind()).isEqualTo(Drift.Kind.DELETED);
            assertThat(other.drifts).isEmpty();
        }
    }

    private static String configMaps(int from, int to) {
        StringBuilder yaml = new StringBuilder();
        for (int i = from; i < to; i++) {
            yaml.append("---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: map-")
                    .append(i)
                    .append(", namespace: NS}, data: {a: b}}\n");
        }
        return yaml.toString();
    }
}
