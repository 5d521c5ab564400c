package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kustomizations that are applied to another cluster, a second API server, by a kubeconfig in a Secret. */
class RemoteClusterIT extends ControllerFixture {

    private static final String ELSEWHERE = "prune: true\nretryInterval: 1h\nkubeConfig: {secretRef: {name: edge}}\n";

    private final TestCluster edge = TestCluster.openDedicated();

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.kustomize.remote-clusters.allow-loopback", "true");
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
    void objectsLiveInTheOtherCluster() throws IOException {
        secret("value", kubeconfig());
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one"), "b.yaml", configMap("b", "k: one")));

        kustomization("app", ELSEWHERE);

        awaitReady("app", FIRST);
        assertThat(dataThere("a")).containsEntry("k", "one");
        assertThat(live("a")).isEmpty();

        thereMap("a").edit(map -> {
            map.getData().put("k", "edited");
            return map;
        });
        patiently().untilAsserted(() -> assertThat(dataThere("a")).containsEntry("k", "one"));
        patiently().untilAsserted(() -> assertThat(messages("app")).anyMatch(it -> it.startsWith("Drift corrected")));

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two")));
        awaitReady("app", SECOND);
        assertThat(dataThere("a")).containsEntry("k", "two");
        assertThat(Optional.ofNullable(thereMap("b").get())).isEmpty();

        delete("app");
        patiently().until(() -> find("app").isEmpty());
        assertThat(Optional.ofNullable(thereMap("a").get())).isEmpty();
    }

    @Test
    void healthOfTheOtherClusterIsWaitedFor() throws IOException {
        secret("value.yaml", kubeconfig());
        publish(FIRST, Map.of("web.yaml", deployment("web")));

        kustomization("app", ELSEWHERE + "wait: true\ntimeout: 2m");

        Kustomization ready = awaitReady("app", FIRST);
        assertThat(condition(ready, Condition.HEALTHY)).map(Condition::holds).contains(true);
        assertThat(there().apps()
                        .deployments()
                        .inNamespace(namespace.name())
                        .withName("web")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(1);
    }

    @Test
    void t069_accountOfTheSpecIsImpersonatedThere() throws IOException {
        secret("value", kubeconfig());
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));

        kustomization("app", ELSEWHERE + "serviceAccountName: deployer");

        assertThat(ready(awaitReason("app", "ReconciliationFailed")).message())
                .contains("the service account deployer of the namespace %s may not patch configmaps"
                        .formatted(namespace.name()));
        assertThat(dataThere("a")).isEmpty();

        applyToCluster(there(), """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: deployer, namespace: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
                subjects: [{kind: ServiceAccount, name: deployer, namespace: %1$s}]
                """.formatted(namespace.name()));
        request("app", "bound");

        awaitReady("app", FIRST);
        assertThat(dataThere("a")).containsEntry("k", "one");
    }

    @Test
    void t070_programIsNotStartedAndARepairedSecretIsTakenAtOnce() throws IOException {
        secret("value", """
                current-context: it
                contexts: [{name: it, context: {cluster: edge, user: deployer}}]
                clusters: [{name: edge, cluster: {server: 'https://127.0.0.1:1'}}]
                users: [{name: deployer, user: {exec: {command: touch, args: [/tmp/never]}}}]
                """);
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));

        kustomization("app", ELSEWHERE);

        assertThat(ready(awaitReason("app", "ReconciliationFailed")).message())
                .contains("the key 'value' of the Secret 'edge'", "no program is started");

        secret("value", kubeconfig());

        awaitReady("app", FIRST);
        assertThat(dataThere("a")).containsEntry("k", "one");
    }

    @Test
    void f135_deadClusterFailsItsOwnAndNobodyElse() throws IOException {
        secret("value", kubeconfig().replaceAll("server: .*", "server: https://127.0.0.1:1"));
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));

        kustomization("dead", ELSEWHERE);
        kustomization("alive", "prune: true");

        awaitReady("alive", FIRST);
        assertThat(live("a")).isPresent();
        assertThat(ready(awaitReason("dead", "ReconciliationFailed")).message())
                .contains("the Secret 'edge'", "https://127.0.0.1:1 cannot be reached");
    }

    @Test
    void f123_withoutItsSecretADeletionLeavesTheObjectsAndSaysSo() throws IOException {
        secret("value", kubeconfig());
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));
        kustomization("app", ELSEWHERE);
        awaitReady("app", FIRST);

        namespace
                .client()
                .secrets()
                .inNamespace(namespace.name())
                .withName("edge")
                .delete();
        delete("app");

        patiently().until(() -> find("app").isEmpty());
        assertThat(dataThere("a")).containsEntry("k", "one");
        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anyMatch(it -> it.contains("1 objects are left") && it.contains("Secret 'edge'")));
    }

    @Test
    void identityOfACloudIsRefusedByName() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));

        kustomization("app", "prune: true\nkubeConfig: {configMapRef: {name: edge}}");

        Kustomization refused = awaitReason("app", "UnsupportedField");
        assertThat(isStalled(refused)).isTrue();
        assertThat(ready(refused).message()).contains("spec.kubeConfig.configMapRef", "spec.kubeConfig.secretRef");
        assertThat(live("a")).isEmpty();
    }

    private KubernetesClient there() {
        return edge.client();
    }

    private Resource<ConfigMap> thereMap(String name) {
        return there().configMaps().inNamespace(namespace.name()).withName(name);
    }

    private Map<String, String> dataThere(String name) {
        return Optional.ofNullable(thereMap(name).get()).map(ConfigMap::getData).orElse(Map.of());
    }

    private String kubeconfig() throws IOException {
        return Files.readString(edge.kubeconfig());
    }

    private void secret(String key, String kubeconfig) {
        namespace.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: edge
                  labels: {reconcile.fluxcd.io/watch: Enabled}
                stringData:
                  %s: |
                %s""".formatted(key, kubeconfig.indent(4)));
    }
}
