package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The controller with the rights and the settings of its manifests in {@code k8s/}: tenants are locked down, and it may write little. */
@SuppressWarnings("NullAway.Init") // the fixture calls prepare() before the first test
class ShippedRightsIT extends ControllerFixture {
    private static final Path RIGHTS = Path.of("../k8s/kustomize-controller/rbac.yaml");
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

    @Override
    void prepare() {
        home = cluster.createNamespace("home");
    }

    @Override
    Path kubeconfig(Path folder) throws IOException {
        TestAccount account = TestAccount.create(home, "kustomize-controller");
        KubernetesClient admin = cluster.client();
        try (InputStream content = Files.newInputStream(RIGHTS)) {
            admin.load(content).items().stream()
                    .filter(ClusterRole.class::isInstance)
                    .forEach(role -> {
                        admin.resource(role).serverSideApply();
                        admin.resource(new ClusterRoleBindingBuilder()
                                        .withNewMetadata()
                                        .withName(home.name())
                                        .endMetadata()
                                        .withNewRoleRef(
                                                "rbac.authorization.k8s.io",
                                                "ClusterRole",
                                                role.getMetadata().getName())
                                        .addNewSubject("", "ServiceAccount", account.name(), home.name())
                                        .build())
                                .create();
                    });
        }
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
        cluster.client()
                .rbac()
                .clusterRoleBindings()
                .withName(home.name())
                .delete();
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
        assertThat(controllerLog()).doesNotContainIgnoringCase("system:serviceaccount:" + home.name());
    }

    @Test
    void anAccountMayDoNothingThatItsRolesForbid() {
        TestAccount.create(namespace, "apply").withRole(CONFIG_MAPS);
        publish(FIRST, Map.of("a.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: taken\n"));

        kustomization("app", "prune: true\nretryInterval: 2s\nserviceAccountName: apply");

        await("app", it -> ready(it).message()
                        .contains("system:serviceaccount:%s:apply".formatted(namespace.name()))
                && ready(it).message().contains("secrets"));
        assertThat(object("v1", "Secret", "taken")).isEmpty();
    }

    @Test
    void whatNamesNoAccountMayDoNothingBeforeSomebodyAllowsIt() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization("app", "prune: true\nretryInterval: 2s");

        await("app", it -> ready(it).message()
                .contains("system:serviceaccount:%s:default".formatted(namespace.name())));
        assertThat(live("a")).isEmpty();

        new TestAccount(namespace.client(), namespace.name(), "default").withRole(CONFIG_MAPS);
        awaitReady("app", FIRST);
    }

    @Test
    void aSourceOfAnotherNamespaceIsRefused(TestNamespace elsewhere) {
        artifacts.publish(elsewhere, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization(
                "borrower",
                "{kind: GitRepository, name: config, namespace: %s}".formatted(elsewhere.name()),
                "prune: true");

        await("borrower", it -> ready(it).reason().equals("AccessDenied"));
        assertThat(live("a")).isEmpty();
    }
}
