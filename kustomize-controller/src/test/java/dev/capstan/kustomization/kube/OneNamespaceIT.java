package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.TestNamespace;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controller with a Role in one namespace, as {@code k8s/one-namespace} has it, and no rights in the cluster. */
@SuppressWarnings("NullAway.Init") // the fixture calls prepare() before the first test
class OneNamespaceIT extends ControllerFixture {
    private static final String CONFIG_MAPS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: applied
            rules:
            - apiGroups: [""]
              resources: [configmaps]
              verbs: [get, list, watch, create, patch, delete]
            """;

    private TestNamespace home;

    @Override
    void prepare() {
        home = cluster.createNamespace("home");
    }

    @Override
    Path kubeconfig(Path folder) {
        return TestAccount.create(home, "kustomize-controller")
                .withRolesOf("one-namespace/kustomize-controller.yaml")
                .withRole(CONFIG_MAPS)
                .kubeconfig(folder);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.watch.namespace", home.name());
    }

    /** Kustomizations of a test are in the namespace that is watched; the one of the test is another. */
    @BeforeEach
    void goHome() {
        namespace = home;
    }

    @AfterAll
    void leave() {
        cluster.delete(home);
    }

    @Test
    void appliesWatchesAndPrunesInItsNamespaceAndNowhereElse(TestNamespace elsewhere) {
        artifacts.publish(elsewhere, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        elsewhere.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: app
                spec: {interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: config}}
                """);
        variable("one");
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: ${word}"), "b.yaml", configMap("b", "k: v")));

        kustomization("app", "prune: true\nwait: true\npostBuild: {substituteFrom: [{kind: Secret, name: variables}]}");

        awaitReady("app", FIRST);
        assertThat(data("a")).containsEntry("k", "one");

        edit("b", "{\"data\":{\"k\":\"theirs\"}}");
        patiently().untilAsserted(() -> assertThat(data("b")).containsEntry("k", "v"));

        variable("two");
        patiently().untilAsserted(() -> assertThat(data("a")).containsEntry("k", "two"));

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: ${word}")));
        awaitReady("app", SECOND);
        assertThat(live("b")).isEmpty();
        patiently().untilAsserted(() -> assertThat(messages("app")).isNotEmpty());

        assertThat(elsewhere
                        .client()
                        .resources(Kustomization.class)
                        .inNamespace(elsewhere.name())
                        .withName("app")
                        .get()
                        .getMetadata()
                        .getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .containsOnly("testkit");
        assertThat(controllerLog()).doesNotContainIgnoringCase("forbidden");
    }

    @Test
    void saysOfASourceElsewhereThatItIsNotWatched(TestNamespace elsewhere) {
        artifacts.publish(elsewhere, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization(
                "borrower",
                "{kind: GitRepository, name: config, namespace: %s}".formatted(elsewhere.name()),
                "prune: true");

        await("borrower", it -> ready(it).message().contains("this controller does not watch its namespace"));
    }

    private void variable(String word) {
        home.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: variables
                  labels: {reconcile.fluxcd.io/watch: Enabled}
                data: {word: %s}
                """.formatted(Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8))));
    }
}
