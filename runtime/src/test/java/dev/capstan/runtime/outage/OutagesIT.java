package dev.capstan.runtime.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.capstan.devcluster.Component;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@WithCluster(dedicated = true, crds = false)
class OutagesIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outages outages = new Outages();

    @Test
    void beginWithTheFirstRequestThatHasNoAnswerAndEndWhenTheServerIsReady(TestCluster cluster) {
        var ended = new CompletableFuture<Void>();
        outages.onEnd(() -> ended.complete(null));
        try (KubernetesClient client = clientOf(cluster);
                var probe = new ReadinessProbe(client, outages)) {
            probe.start();
            client.namespaces().withName("default").get();
            boolean isAwayBefore = outages.isAway();
            Outages.Mark during = outages.mark();

            cluster.devcluster().kill(Component.API_SERVER);
            assertThatThrownBy(() -> client.namespaces().withName("default").get())
                    .isInstanceOf(KubernetesClientException.class);
            boolean isAway = outages.isAway();
            cluster.devcluster().start(Component.API_SERVER);

            assertThat(isAwayBefore).isFalse();
            assertThat(isAway).isTrue();
            await().atMost(SOON).until(ended::isDone);
            assertThat(outages.isAway()).isFalse();
            assertThat(during.metOutage()).isTrue();
        }
    }

    private KubernetesClient clientOf(TestCluster cluster) {
        Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("outages", new UnansweredRequests(outages)))
                .build();
    }
}
