package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens to objects that others change. */
class DriftIT extends ControllerFixture {

    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    @Test
    void driftIsRepairedAtOnceAndTold() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);

        edit("a", "{\"data\":{\"k\":\"edited\"}}");

        patiently().until(() -> "v".equals(data("a").get("k")));
        patiently()
                .untilAsserted(() -> assertThat(events("app"))
                        .filteredOn(event -> event.getReason().equals("DriftCorrected"))
                        .extracting(Event::getMessage)
                        .anySatisfy(message -> assertThat(message)
                                .contains("ConfigMap/" + namespace.name() + "/a")
                                .contains("kubectl-edit")
                                .contains("k")));
    }

    @Test
    void c28_restartByKubectlHoldsThroughDriftAndNewRevisions() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "web.yaml", deployment("web")));
        kustomization("app", "prune: true\nwait: true");
        awaitReady("app", FIRST);
        web().patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.STRATEGIC_MERGE)
                                .withFieldManager("kubectl-rollout")
                                .build(),
                        "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"%s\":\"2026-11-28T10:00:00Z\"}}}}}"
                                .formatted(RESTARTED_AT));

        edit("a", "{\"data\":{\"k\":\"edited\"}}");

        patiently().until(() -> "v".equals(data("a").get("k")));
        assertThat(restartedAt()).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(web().get().getMetadata().getGeneration()).isEqualTo(2);

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: v"), "web.yaml", deployment("web", 2)));

        awaitReady("app", SECOND);
        assertThat(web().get().getSpec().getReplicas()).isEqualTo(2);
        assertThat(restartedAt()).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(messages("app")).noneMatch(it -> it.contains("Drift corrected") && it.contains("Deployment/"));
        assertThat(replicaSets()).hasSize(2);
    }

    private RollableScalableResource<Deployment> web() {
        return namespace
                .client()
                .apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("web");
    }

    private @Nullable String restartedAt() {
        return web().get()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(RESTARTED_AT);
    }

    /** One for each set of Pods that there was. */
    private List<ReplicaSet> replicaSets() {
        return namespace
                .client()
                .apps()
                .replicaSets()
                .inNamespace(namespace.name())
                .list()
                .getItems();
    }

    /** The garbage collector deletes what names an owner that does not exist. */
    @Test
    void c27_objectThatIsDeletedForWantOfItsOwnerIsExplained() {
        publish(
                FIRST,
                Map.of(
                        "a.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orphan\n  ownerReferences:\n"
                                + "    - {apiVersion: v1, kind: ConfigMap, name: gone, uid: 00000000-0000-0000-0000-000000000000}\n"
                                + "data: {k: v}\n"));
        kustomization("app", "prune: true");

        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anyMatch(it -> it.contains("ConfigMap/" + namespace.name() + "/orphan was deleted")
                                && it.contains("ownerReferences name ConfigMap/gone")));
    }

    @Test
    void c15_finishedJobThatItsTimeToLiveRemovedIsNotRunAgain() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v"), "job.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  ttlSecondsAfterFinished: 0
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: work, image: "work:1"}]
                """));
        kustomization("app", "prune: true");
        patiently()
                .untilAsserted(() -> assertThat(messages("app"))
                        .anyMatch(it -> it.startsWith("Job/" + namespace.name() + "/once had finished")));

        edit("a", "{\"data\":{\"k\":\"edited\"}}");

        patiently().until(() -> messages("app").stream().anyMatch(it -> it.startsWith("Drift corrected")));
        assertThat(object("batch/v1", "Job", "once")).isEmpty();
        assertThat(messages("app")).noneMatch(it -> it.contains("once was deleted"));
    }

    @Test
    void c35_requestedRunFindsWhatTheWatchDidNot() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        for (int i = 0; i < 15; i++) {
            configMapResource("a").delete();
        }

        request("app", "now");

        await("app", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(live("a")).isPresent();
    }

    @Test
    void deletedObjectComesBack() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        String uid = live("a").orElseThrow().getMetadata().getUid();

        configMapResource("a").delete();

        patiently()
                .until(() -> live("a")
                        .filter(object -> !object.getMetadata().getUid().equals(uid))
                        .isPresent());
    }
}
