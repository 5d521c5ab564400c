package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The controller with the rights and the settings of its manifests in {@code k8s/}: tenants are locked down, and it may write little. */
@SuppressWarnings("NullAway.Init") // the fixture asks for the kubeconfig before the first test
class ShippedRightsIT extends HelmControllerFixture {
    private TestNamespace home;
    private TestAccount account;

    @Override
    Path kubeconfig(Path own) {
        home = cluster.createNamespace("home");
        account = TestAccount.create(home, "helm-controller").withClusterRolesOf("helm-controller/rbac.yaml");
        return account.kubeconfig(own);
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "capstan.helm.no-cross-namespace-refs", "true", "capstan.helm.default-service-account", "default");
    }

    @AfterAll
    void leave() {
        assertThat(cluster.audit().refusedTo(Set.of(account.user()))).isEmpty();
        account.withoutClusterRights();
        cluster.delete(home);
    }

    @Test
    void anAccountMayDoWhatItsRolesAllow() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: apply}\n");
        allow("apply");
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: given}
                data: {values.yaml: "{data: {k: one}}"}
                """);
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", """
                serviceAccountName: apply
                driftDetection: {mode: enabled}
                valuesFrom: [{kind: ConfigMap, name: given}]
                """);

        awaitReady("web", 1);
        assertThat(data("web-settings")).containsEntry("k", "one");
        edit("web-settings", "{\"data\":{\"k\":\"theirs\"}}");
        patiently().untilAsserted(() -> assertThat(data("web-settings")).containsEntry("k", "one"));

        publish("1.1.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", 2);

        resource("web").delete();
        patiently().untilAsserted(() -> assertThat(configMap("web-settings")).isEmpty());
        assertThat(controllerLog()).doesNotContain("serviceaccount:" + home.name(), "helm-controller of the namespace");
    }

    @Test
    void whatNamesNoAccountMayDoNothingBeforeSomebodyAllowsIt() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", "");

        HelmRelease refused = awaitReason("web", "FactoryError");
        assertThat(condition(refused, Condition.READY).orElseThrow().message())
                .startsWith("the records of the release cannot be read: ");
        assertThat(configMap("web-settings")).isEmpty();

        allow("default");
        awaitReady("web", 1);
    }

    private void allow(String name) {
        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: %1$s}]
                """.formatted(name));
    }
}
