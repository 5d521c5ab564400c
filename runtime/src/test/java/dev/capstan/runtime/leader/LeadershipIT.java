package dev.capstan.runtime.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@WithCluster(crds = false)
class LeadershipIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final AtomicInteger won = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void onlyOneLeadsAndTheNextTakesOverWhenItLeaves(KubernetesClient client, TestNamespace namespace) {
        Leadership first = run(client, namespace, "first", Duration.ofMinutes(5), Duration.ofMillis(200));
        await().atMost(SOON).until(first::mayWrite);
        try (Leadership second = run(client, namespace, "second", Duration.ofMinutes(5), Duration.ofMillis(200))) {
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> first.mayWrite() && !second.mayWrite());

            first.close();

            await().atMost(SOON).until(second::mayWrite);
            assertThat(first.mayWrite()).isFalse();
            assertThat(won).hasValue(2);
            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void f127_aLeaderThatWasPausedCannotWriteAnyMore(
            TestCluster cluster, KubernetesClient client, TestNamespace namespace) {
        var fence = new Fence();
        try (KubernetesClient fenced = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("fence", fence))
                        .build();
                Leadership paused = run(fenced, namespace, "paused", LEASE, Duration.ofHours(1))) {
            fence.guardBy(paused::mayWrite);
            await().atMost(SOON).until(paused::mayWrite);
            fenced.resource(configMap(namespace, "before")).create();

            try (Leadership next = run(client, namespace, "next", LEASE, Duration.ofMillis(200))) {
                await().atMost(SOON).until(next::mayWrite);

                assertThat(paused.mayWrite()).isFalse();
                assertThatThrownBy(() ->
                                fenced.resource(configMap(namespace, "after")).create())
                        .hasStackTraceContaining("not the leader any more");
                assertThat(fenced.configMaps()
                                .inNamespace(namespace.name())
                                .withName("before")
                                .get())
                        .isNotNull();
                assertThat(client.configMaps()
                                .inNamespace(namespace.name())
                                .withName("after")
                                .get())
                        .isNull();
            }
        }
    }

    private static io.fabric8.kubernetes.api.model.ConfigMap configMap(TestNamespace namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .build();
    }

    private Leadership run(
            KubernetesClient client, TestNamespace namespace, String identity, Duration duration, Duration renewEvery) {
        var settings =
                new Leadership.Settings(namespace.name(), "test-leader-election", identity, duration, renewEvery);
        return new Leadership(client, settings, Clock.systemUTC(), new Leadership.Events() {
                    @Override
                    public void won() {
                        won.incrementAndGet();
                    }

                    @Override
                    public void lost(String why) {
                        lost.incrementAndGet();
                    }

                    @Override
                    public void failed(Throwable cause) {
                        throw new AssertionError("Nothing is started here that could fail", cause);
                    }
                })
                .start();
    }
}
