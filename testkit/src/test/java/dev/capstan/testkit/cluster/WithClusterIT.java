package dev.capstan.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class WithClusterIT {

    private static final Set<String> SEEN = new HashSet<>();

    @RepeatedTest(2)
    void everyTestHasItsOwnNamespace(TestNamespace namespace, KubernetesClient client) {
        assertThat(SEEN.add(namespace.name())).isTrue();
        assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
    }

    @Test
    void deploymentBecomesAvailable(TestNamespace namespace, KubernetesClient client) {
        namespace.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: "registry.example/web:1"}]}
                """);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.apps()
                        .deployments()
                        .inNamespace(namespace.name())
                        .withName("web")
                        .isReady());
    }

    @Test
    void definitionsOfTheRepositoryAreServed(TestNamespace namespace) {
        HasMetadata source = namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec: {url: "https://git.example/config.git", interval: 1m}
                """);

        assertThat(source.getMetadata().getUid()).isNotBlank();
    }

    @Test
    void theAuditLogTellsWhatAnAccountWasRefused(TestCluster cluster, TestNamespace namespace, @TempDir Path folder) {
        TestAccount account = TestAccount.create(namespace, "curious");
        try (KubernetesClient client = TestCluster.clientFor(account.kubeconfig(folder))) {
            assertThatThrownBy(
                            () -> client.secrets().inNamespace(namespace.name()).list())
                    .isInstanceOf(KubernetesClientException.class);
        }

        await().untilAsserted(() -> assertThat(cluster.audit().refusedTo(Set.of(account.user())))
                .containsExactly(account.user() + " may not list secrets in " + namespace.name()));
    }

    @Test
    void natsTakesConnections(TestCluster cluster) throws Exception {
        try (Connection connection = Nats.connect(cluster.nats().toString())) {
            assertThat(connection.getServerInfo().isJetStreamAvailable()).isTrue();
        }
    }

    @Test
    void namespaceGoesWithItsContent(TestCluster cluster) {
        TestNamespace namespace = cluster.createNamespace("goes");
        namespace.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}");

        cluster.delete(namespace);

        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        cluster.client().namespaces().withName(namespace.name()).get() == null);
    }
}
