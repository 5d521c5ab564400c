package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HelmReleases whose release lives in another cluster, a second API server, by a kubeconfig in a Secret. */
class ReleaseElsewhereIT extends HelmControllerFixture {

    private static final String ELSEWHERE = "kubeConfig: {secretRef: {name: edge}}";

    private final TestCluster edge = TestCluster.openDedicated();

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.helm.remote-clusters.allow-loopback", "true");
    }

    @AfterAll
    void stopEdge() {
        edge.close();
    }

    @BeforeEach
    void makeNamespaceThere() {
        edge.createTwin(namespace);
    }

    @Test
    void theReleaseAndItsRecordsLiveInTheOtherCluster() throws IOException {
        kubeconfig(Files.readString(edge.kubeconfig()));
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", ELSEWHERE);

        awaitReady("web", 1);
        assertThat(dataThere("web-settings")).containsEntry("chart", "1.0.0");
        assertThat(recordsThere()).isEqualTo(1);
        assertThat(configMap("web-settings")).isEmpty();
        assertThat(records()).isEmpty();

        publish("1.1.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", 2);
        assertThat(dataThere("web-settings")).containsEntry("chart", "1.1.0");

        resource("web").delete();
        awaitGone("web");
        assertThat(dataThere("web-settings")).isEmpty();
        assertThat(recordsThere()).isZero();
    }

    @Test
    void healthOfTheOtherClusterIsWaitedForAndTheWaitIsNotGivenUp() throws IOException {
        kubeconfig(Files.readString(edge.kubeconfig()));
        publish("1.0.0", Map.of("web.yaml", SLOW));

        release("web", ELSEWHERE);

        awaitReady("web", 1);
        assertThat(messages("web")).noneMatch(message -> message.startsWith("Health checks canceled"));
    }

    @Test
    void driftInTheOtherClusterIsPutBack() throws IOException {
        kubeconfig(Files.readString(edge.kubeconfig()));
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", ELSEWHERE + "\ndriftDetection: {mode: enabled}");
        awaitReady("web", 1);

        there().configMaps()
                .inNamespace(namespace.name())
                .withName("web-settings")
                .edit(map -> {
                    map.getData().put("chart", "edited");
                    return map;
                });

        patiently().untilAsserted(() -> assertThat(dataThere("web-settings")).containsEntry("chart", "1.0.0"));
    }

    @Test
    void aMissingKubeconfigIsNamedAndSeenAsSoonAsItIsThere() throws IOException {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", ELSEWHERE);
        HelmRelease refused = awaitReason("web", "RESTClientError");
        assertThat(condition(refused, Condition.READY).orElseThrow().message()).contains("edge");
        assertThat(configMap("web-settings")).isEmpty();

        kubeconfig(Files.readString(edge.kubeconfig()));

        awaitReady("web", 1);
    }

    @Test
    void withoutItsKubeconfigADeletionLeavesTheReleaseAndSaysSo() throws IOException {
        kubeconfig(Files.readString(edge.kubeconfig()));
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", ELSEWHERE);
        awaitReady("web", 1);
        namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName("edge")
                .delete();

        resource("web").delete();

        awaitGone("web");
        assertThat(recordsThere()).isEqualTo(1);
        patiently()
                .untilAsserted(() -> assertThat(messages("web"))
                        .anyMatch(message -> message.startsWith("the release is left in the cluster: ")
                                && message.contains("edge")));
    }

    private KubernetesClient there() {
        return edge.client();
    }

    private Map<String, String> dataThere(String name) {
        return Optional.ofNullable(there().configMaps()
                        .inNamespace(namespace.name())
                        .withName(name)
                        .get())
                .map(ConfigMap::getData)
                .orElse(Map.of());
    }

    private int recordsThere() {
        return there().secrets()
                .inNamespace(namespace.name())
                .withLabel("owner", "helm")
                .list()
                .getItems()
                .size();
    }

    private void kubeconfig(String text) {
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: edge}
                stringData:
                  value: |
                """ + text.indent(4));
    }
}
