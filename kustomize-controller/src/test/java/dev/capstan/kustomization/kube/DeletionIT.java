package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.definition;
import static dev.capstan.kustomization.kube.Manifests.heldConfigMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to the objects of a Kustomization that is deleted, and to those that cannot be deleted. */
class DeletionIT extends ControllerFixture {

    @ParameterizedTest
    @CsvSource({
        "prune: true,  MirrorPrune,        false",
        "prune: false, MirrorPrune,        true",
        "prune: false, Delete,             false",
        "prune: false, WaitForTermination, false",
        "prune: true,  Orphan,             true"
    })
    void deletionPolicyDecidesAboutTheObjects(String prune, String policy, boolean stays) {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", prune + "\ndeletionPolicy: " + policy);
        awaitReady("app", FIRST);

        delete("app");

        patiently().until(() -> find("app").isEmpty());
        patiently().until(() -> live("a").isPresent() == stays);
    }

    @Test
    void suspendedIsDeletedWithoutItsObjects() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        kustomization("app", "prune: true\nsuspend: true");

        delete("app");

        patiently().until(() -> find("app").isEmpty());
        assertThat(live("a")).isPresent();
    }

    @Test
    void waitForTerminationStaysUntilTheLastObjectIsGone() {
        publish(FIRST, Map.of("a.yaml", heldConfigMap("a")));
        kustomization("app", "prune: true\ndeletionPolicy: WaitForTermination\ntimeout: 10m");
        awaitReady("app", FIRST);

        delete("app");

        patiently().until(() -> isBeingDeleted("a"));
        patiently().during(Duration.ofSeconds(3)).until(() -> find("app").isPresent());
        release("a");
        patiently().until(() -> find("app").isEmpty());
        assertThat(live("a")).isEmpty();
    }

    @Test
    void f119_objectHeldByAFinalizerStaysRecordedAndIsNamed() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "b.yaml", heldConfigMap("b")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: v")));

        Kustomization pruned = awaitReady("app", SECOND);
        assertThat(isBeingDeleted("b")).isTrue();
        assertThat(inventory(pruned)).contains(namespace.name() + "_b__ConfigMap");
        assertThat(ready(pruned).message())
                .startsWith("Applied revision: " + SECOND)
                .contains("ConfigMap/%s/b".formatted(namespace.name()), "tests.capstan.dev/held");

        release("b");

        Kustomization clean = await("app", it -> ready(it).message().equals("Applied revision: " + SECOND));
        assertThat(inventory(clean)).containsExactly(namespace.name() + "_a__ConfigMap");
    }

    @Test
    void f119_deniedDeletionStaysRecordedIsNamedAndTriedAgain() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "b.yaml", configMap("b", "k: v")));
        kustomization("app", "prune: true\nretryInterval: 1s");
        awaitReady("app", FIRST);
        try (var _ = DeletionBan.in(namespace)) {

            publish(SECOND, Map.of("a.yaml", configMap("a", "k: v")));

            Kustomization failed = awaitReason("app", "PruneFailed");
            assertThat(ready(failed).message())
                    .contains("ConfigMap/%s/b".formatted(namespace.name()), DeletionBan.MESSAGE);
            assertThat(failed.getStatus().lastAppliedRevision()).isEqualTo(FIRST);
            assertThat(inventory(failed))
                    .contains(namespace.name() + "_a__ConfigMap", namespace.name() + "_b__ConfigMap");
        }

        Kustomization clean = awaitReady("app", SECOND);
        assertThat(live("b")).isEmpty();
        assertThat(inventory(clean)).containsExactly(namespace.name() + "_a__ConfigMap");
    }

    @Test
    void f119_deniedDeletionKeepsTheKustomization() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        try (var _ = DeletionBan.in(namespace)) {

            delete("app");

            patiently()
                    .untilAsserted(() -> assertThat(messages("app"))
                            .anySatisfy(message -> assertThat(message)
                                    .contains("ConfigMap/%s/a".formatted(namespace.name()), DeletionBan.MESSAGE)));
            assertThat(ready(awaitReason("app", "PruneFailed")).message())
                    .contains(DeletionBan.MESSAGE, "spec.deletionPolicy");
        }

        patiently().until(() -> find("app").isEmpty());
        assertThat(live("a")).isEmpty();
    }

    @Test
    void f122_objectsWhoseDefinitionIsGoneCountAsGone() {
        String group = namespace.name() + ".capstan.dev";
        HasMetadata definition = define(definition(group, "Gadget", "gadgets"));
        String gadget = "apiVersion: %s/v1\nkind: Gadget\nmetadata:\n  name: g\n".formatted(group);
        publish(FIRST, Map.of("one/a.yaml", configMap("a", "k: v"), "one/g.yaml", gadget, "two/g.yaml", gadget));
        kustomization("one", "path: one\nprune: true\nretryInterval: 1s");
        kustomization("two", "path: two\nprune: true\nretryInterval: 1s");
        awaitReady("one", FIRST);
        awaitReady("two", FIRST);

        namespace.client().resource(definition).delete();
        publish(SECOND, Map.of("one/a.yaml", configMap("a", "k: v"), "two/g.yaml", gadget));
        delete("two");

        assertThat(inventory(awaitReady("one", SECOND))).containsExactly(namespace.name() + "_a__ConfigMap");
        patiently().until(() -> find("two").isEmpty());
    }

    @Test
    void f123_deletionEndsWithoutTheAccount() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: deployer\n");
        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: deployer
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects:
                - {kind: ServiceAccount, name: deployer, namespace: %s}
                """.formatted(namespace.name()));
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true\nretryInterval: 2s\nserviceAccountName: deployer");
        awaitReady("app", FIRST);

        namespace
                .client()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("deployer")
                .delete();
        delete("app");

        patiently().until(() -> find("app").isEmpty());
        assertThat(live("a")).isPresent();
    }

    private boolean isBeingDeleted(String name) {
        return live(name)
                .filter(it -> it.getMetadata().getDeletionTimestamp() != null)
                .isPresent();
    }

    private void release(String name) {
        configMapResource(name).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    }
}
