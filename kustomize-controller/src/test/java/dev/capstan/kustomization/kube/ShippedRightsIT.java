package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The controller with the rights and the settings of its manifests in {@code k8s/}: tenants are locked down, and it may write little. */
@SuppressWarnings("NullAway.Init") // the fixture calls prepare() before the first test
class ShippedRightsIT extends ControllerFixture {
    private static final String CONFIG_MAPS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: applied
            rules:
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [get, create, patch, delete]
            """;

    private TestNamespace home;
    private TestAccount account;

    @Override
    void prepare() {
        home = cluster.createNamespace("home");
    }

    @Override
    Path kubeconfig(Path folder) {
        account = TestAccount.create(home, "kustomize-controller").withClusterRolesOf("kustomize-controller/rbac.yaml");
        return account.kubeconfig(folder);
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "capstan.kustomize.no-cross-namespace-refs", "true",
                "capstan.kustomize.default-service-account", "default",
                "capstan.kustomize.no-remote-bases", "true");
    }

    @AfterAll
    void leave() {
        assertThat(cluster.audit().refusedTo(Set.of(account.user()))).isEmpty();
        account.withoutClusterRights();
        cluster.delete(home);
    }

    @Test
    void anAccountMayDoWhatItsRolesAllow() {
        TestAccount.create(namespace, "apply").withRole(CONFIG_MAPS);
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "b.yaml", configMap("b", "k: v")));

        kustomization("app", "prune: true\nwait: true\nserviceAccountName: apply");

        awaitReady("app", FIRST);
        edit("b", "{\"data\":{\"k\":\"theirs\"}}");
        patiently().untilAsserted(() -> assertThat(data("b")).containsEntry("k", "v"));

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: v")));
        awaitReady("app", SECOND);
        assertThat(live("b")).isEmpty();
        patiently().untilAsserted(() -> assertThat(messages("app")).isNotEmpty());
        assertThat(controllerLog())
                .doesNotContain("serviceaccount:" + home.name(), "kustomize-controller of the namespace");
    }

    @Test
    void anAccountMayDoNothingThatItsRolesForbid() {
        TestAccount.create(namespace, "apply").withRole(CONFIG_MAPS);
        publish(FIRST, Map.of("a.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: taken\n"));

        kustomization("app", "prune: true\nretryInterval: 2s\nserviceAccountName: apply");

        await(
                "app",
                it -> ready(it)
                        .message()
                        .contains("the service account apply of the namespace %s may not patch secrets"
                                .formatted(namespace.name())));
        assertThat(object("v1", "Secret", "taken")).isEmpty();
    }

    @Test
    void whatNamesNoAccountMayDoNothingBeforeSomebodyAllowsIt() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization("app", "prune: true\nretryInterval: 2s");

        await(
                "app",
                it -> ready(it)
                        .message()
                        .contains(
                                "the service account default of the namespace %s may not".formatted(namespace.name())));
        assertThat(live("a")).isEmpty();

        new TestAccount(namespace.client(), namespace.name(), "default").withRole(CONFIG_MAPS);
        awaitReady("app", FIRST);
    }

    @Test
    void aSourceOfAnotherNamespaceIsRefused() {
        artifacts.publish(home, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization(
                "borrower", "{kind: GitRepository, name: config, namespace: %s}".formatted(home.name()), "prune: true");

        await("borrower", it -> ready(it).reason().equals("AccessDenied"));
        assertThat(live("a")).isEmpty();
    }
}
