package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that the API server does not let change, and fields that are left to others. */
class ReplacementIT extends ControllerFixture {

    @Test
    void f132_changedImmutableFieldIsRefusedAndNothingElseIsWritten() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one"), "fixed.yaml", fixed("one", "")));
        kustomization("app", "prune: true\nretryInterval: 1h");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two"), "fixed.yaml", fixed("two", "")));

        Kustomization failed = awaitReason("app", "ReconciliationFailed");
        assertThat(ready(failed).message())
                .contains("ConfigMap/%s/fixed".formatted(namespace.name()), "immutable", "force");
        assertThat(data("a")).containsEntry("k", "one");
        assertThat(data("fixed")).containsEntry("k", "one");
        assertThat(failed.getStatus().lastAppliedRevision()).isEqualTo(FIRST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "force: true  | {}",
                "force: false | {kustomize.toolkit.fluxcd.io/force: enabled}",
            })
    void f132_withForceOnlyThatObjectIsReplaced(String force, String annotations) {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one"), "fixed.yaml", fixed("one", annotations)));
        kustomization("app", "prune: true\n" + force);
        awaitReady("app", FIRST);
        String replaced = live("fixed").orElseThrow().getMetadata().getUid();
        String kept = live("a").orElseThrow().getMetadata().getUid();

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two"), "fixed.yaml", fixed("two", annotations)));

        awaitReady("app", SECOND);
        assertThat(data("fixed")).containsEntry("k", "two");
        assertThat(live("fixed").orElseThrow().getMetadata().getUid()).isNotEqualTo(replaced);
        assertThat(data("a")).containsEntry("k", "two");
        assertThat(live("a").orElseThrow().getMetadata().getUid()).isEqualTo(kept);
    }

    @Test
    void ignoredFieldIsLeftToOthersWhileTheRestFollowsGit() {
        publish(FIRST, Map.of("web.yaml", deployment("web", 1), "a.yaml", configMap("a", "k: one")));
        kustomization("app", """
                prune: true
                ignore:
                - paths: [/spec/replicas]
                  target: {kind: Deployment}
                """);
        awaitReady("app", FIRST);

        web().patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("autoscaler")
                                .build(),
                        "{\"spec\":{\"replicas\":3}}");
        publish(
                SECOND,
                Map.of(
                        "web.yaml",
                        deployment("web", 1).replace("registry.example/app:1", "registry.example/app:2"),
                        "a.yaml",
                        configMap("a", "k: two")));

        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "two");
        assertThat(web().get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("registry.example/app:2");
        assertThat(web().get().getSpec().getReplicas()).isEqualTo(3);
        assertThat(messages("app")).noneMatch(message -> message.contains("Drift corrected"));
    }

    @Test
    void unusablePointerStallsTheKustomization() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: one")));

        kustomization("app", "prune: true\nignore: [{paths: [spec.replicas]}]");

        Kustomization refused = awaitReason("app", "ValidationFailed");
        assertThat(isStalled(refused)).isTrue();
        assertThat(ready(refused).message()).contains("spec.replicas");
        assertThat(live("a")).isEmpty();
    }

    @Test
    void onlyCreatedWhenAbsentAndLeftAloneAreHonoured() {
        namespace.apply(configMap("present", "k: foreign"));
        publish(
                FIRST,
                Map.of(
                        "present.yaml",
                        marked("present", "IfNotPresent"),
                        "absent.yaml",
                        marked("absent", "IfNotPresent"),
                        "ignored.yaml",
                        marked("ignored", "Ignore")));

        kustomization("app", "prune: true");

        awaitReady("app", FIRST);
        assertThat(data("present")).containsEntry("k", "foreign");
        assertThat(data("absent")).containsEntry("k", "git");
        assertThat(live("ignored")).isEmpty();
    }

    private RollableScalableResource<Deployment> web() {
        return namespace
                .client()
                .apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("web");
    }

    private static String marked(String name, String policy) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\n  annotations: {kustomize.toolkit.fluxcd.io/ssa: %s}\ndata: {k: git}\n"
                .formatted(name, policy);
    }

    private static String fixed(String value, String annotations) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fixed\n  annotations: %s\nimmutable: true\ndata: {k: %s}\n"
                .formatted(annotations.isEmpty() ? "{}" : annotations, value);
    }
}
