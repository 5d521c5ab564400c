package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HelmReleases that depend on objects of other kinds. Nothing here is looked at again by time within the test. */
class ReleaseDependencyIT extends HelmControllerFixture {

    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";

    @Override
    Map<String, String> settings() {
        return Map.of("capstan.helm.requeue-dependency", "1h");
    }

    @BeforeEach
    void publish() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
    }

    @Test
    void waitsForAKustomizationByItsGenerationAndItsReadyCondition() {
        release("web", "dependsOn: [{name: base, kind: Kustomization}]");
        assertThat(message(awaitReason("web", "DependencyNotReady")))
                .isEqualTo("dependency 'Kustomization/%s/base' not found".formatted(namespace.name()));

        kustomization("base", "");
        report("base", "\"False\",\"reason\":\"BuildFailed\",\"message\":\"no such folder\"");
        awaitMessage("dependency 'Kustomization/%s/base' is not ready: no such folder".formatted(namespace.name()));

        report("base", "\"True\",\"reason\":\"ReconciliationSucceeded\",\"message\":\"applied\"");

        awaitReady("web", 1);
    }

    @Test
    void waitsForAJobByTheRulesOfHealthAndForAReleaseOfItsOwnKind() {
        namespace.apply("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, labels: {step: one}}
                spec:
                  suspend: true
                  template: {spec: {restartPolicy: Never, containers: [{name: c, image: "registry.example/c:1"}]}}
                """);
        release("db", "dependsOn: [{apiVersion: batch/v1, kind: Job, name: migrate}]");
        release("web", """
                dependsOn:
                - {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: db}
                - apiVersion: batch/v1
                  kind: Job
                  name: migrate
                  readyExpr: dep.metadata.labels['step'] == 'two'
                """);
        awaitReason("db", "DependencyNotReady");
        awaitMessage("dependency '%s/db' is not ready".formatted(namespace.name()));

        release("db", "dependsOn: []");
        awaitReady("db", 1);
        awaitMessage(
                "dependency 'Job/%s/migrate' is not ready according to readyExpr eval".formatted(namespace.name()));
        resource("batch/v1", "Job", "migrate")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"step\":\"two\"}}}");

        awaitReady("web", 1);
    }

    @Test
    void aCircleThroughAKustomizationIsNamed() {
        kustomization("base", "dependsOn: [{name: web, apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease}]");
        report("base", "\"False\",\"reason\":\"DependencyNotReady\",\"message\":\"waits for web\"");

        release("web", "dependsOn: [{name: base, kind: Kustomization}]");

        assertThat(message(awaitReason("web", "DependencyNotReady")))
                .endsWith(
                        "they depend on each other: HelmRelease/%1$s/web → Kustomization/%1$s/base → HelmRelease/%1$s/web"
                                .formatted(namespace.name()));
    }

    @Test
    void t073_anAccountLearnsNothingOfWhatItMayNotRead() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: tenant}\n");
        namespace.apply("apiVersion: v1\nkind: Secret\nmetadata: {name: existing}\n");

        release("existing", "serviceAccountName: tenant\ndependsOn: [{apiVersion: v1, kind: Secret, name: existing}]");
        release("absent", "serviceAccountName: tenant\ndependsOn: [{apiVersion: v1, kind: Secret, name: absent}]");

        String existing = message(awaitReason("existing", "DependencyNotReady"));
        assertThat(existing.replace("existing", "absent"))
                .isEqualTo(message(awaitReason("absent", "DependencyNotReady")))
                .contains("cannot be looked at: ", "cannot list resource")
                .endsWith("system:serviceaccount:%s:tenant needs the verbs get, list and watch"
                        .formatted(namespace.name()));

        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: tenant}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: tenant}]
                """);
        awaitReady("existing", 1);
        patiently()
                .untilAsserted(
                        () -> assertThat(message(resource("absent").get())).endsWith("not found"));
    }

    private static String message(HelmRelease release) {
        return condition(release, Condition.READY).orElseThrow().message();
    }

    private void awaitMessage(String message) {
        await(
                "web",
                it -> condition(it, Condition.READY)
                        .filter(ready -> ready.message().equals(message))
                        .isPresent());
    }

    private void kustomization(String name, String fields) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s}
                spec:
                  interval: 1h
                  prune: true
                  sourceRef: {kind: GitRepository, name: config}
                """.formatted(name) + fields.indent(2));
    }

    /** Reports a Ready condition of the first generation, as the controller of Kustomizations does. */
    private void report(String name, String condition) {
        resource(KUSTOMIZE, "Kustomization", name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":%s,
                        "lastTransitionTime":"2026-11-22T10:00:00Z","observedGeneration":1}]}}""".formatted(condition));
    }

    private Resource<GenericKubernetesResource> resource(String apiVersion, String kind, String name) {
        return namespace
                .client()
                .genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace.name())
                .withName(name);
    }
}
