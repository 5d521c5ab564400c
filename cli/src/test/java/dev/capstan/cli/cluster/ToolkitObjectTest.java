package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ToolkitObjectTest {

    @Test
    void aSealedSecretIsReadyWhenItIsSynced() {
        var synced = ToolkitObject.of(Serialization.unmarshal("""
                apiVersion: bitnami.com/v1alpha1
                kind: SealedSecret
                metadata: {name: app, namespace: default}
                status: {observedGeneration: 1, conditions: [{type: Synced, status: "True", lastUpdateTime: "2026-11-29T09:00:00Z"}]}
                """, GenericKubernetesResource.class));

        assertThat(synced.ready()).hasValueSatisfying(ready -> {
            assertThat(ready.holds()).isTrue();
            assertThat(ready.message()).isEmpty();
        });
    }

    @Test
    void aSealedSecretIsSuspendedByAnAnnotation() {
        assertThat(annotated("disabled").isSuspended()).isTrue();
        assertThat(annotated("Disabled").isSuspended()).isTrue();
        assertThat(annotated("enabled").isSuspended()).isFalse();
    }

    private static ToolkitObject annotated(String reconcile) {
        return ToolkitObject.of(Serialization.unmarshal("""
                apiVersion: bitnami.com/v1alpha1
                kind: SealedSecret
                metadata: {name: app, namespace: default, annotations: {capstan.dev/reconcile: %s}}
                """.formatted(reconcile), GenericKubernetesResource.class));
    }

    @Test
    void aResultForThisGenerationIsAnAnswer() {
        assertThat(hasAnswered("True", "ReconciliationSucceeded", 3)).isTrue();
        assertThat(hasAnswered("False", "BuildFailed", 3)).isTrue();
    }

    @Test
    void aResultForAnEarlierGenerationIsNot() {
        assertThat(hasAnswered("True", "ReconciliationSucceeded", 2)).isFalse();
    }

    @Test
    void workAndWaitingAreNotAnswers() {
        assertThat(hasAnswered("Unknown", "Progressing", 3)).isFalse();
        assertThat(hasAnswered("False", "DependencyNotReady", 3)).isFalse();
        assertThat(hasAnswered(object("False", "ArtifactFailed", "Source artifact not found", 3, "now")))
                .isFalse();
    }

    @Test
    void anArtifactWithoutTheFolderIsAnAnswer() {
        assertThat(hasAnswered(object("False", "ArtifactFailed", "kustomization path not found", 3, "now")))
                .isTrue();
    }

    @Test
    void theResultOfAnEarlierRequestIsNot() {
        assertThat(hasAnswered(object("True", "ReconciliationSucceeded", "", 3, "before")))
                .isFalse();
    }

    @Test
    void sourcesOfferTheRevisionOfTheirArtifact() {
        assertThat(ToolkitObject.of(read("""
                        kind: GitRepository
                        metadata: {name: config}
                        status: {artifact: {revision: "main@sha1:0123"}}
                        """)).revision()).contains("main@sha1:0123");
    }

    @Test
    void appliersHaveTheRevisionThatTheyApplied() {
        assertThat(ToolkitObject.of(read("""
                        kind: Kustomization
                        metadata: {name: config}
                        status: {lastAppliedRevision: "main@sha1:0123"}
                        """)).revision()).contains("main@sha1:0123");
    }

    @Test
    void anObjectWithoutAStatusIsNeitherReadyNorWaiting() {
        ToolkitObject object = ToolkitObject.of(read("kind: Kustomization\nmetadata: {name: app, generation: 1}\n"));

        assertThat(object.ready()).isEmpty();
        assertThat(object.revision()).isEmpty();
        assertThat(object.isWaiting()).isFalse();
        assertThat(object.isSuspended()).isFalse();
        assertThat(object.hasAnswered("now")).isFalse();
    }

    private static boolean hasAnswered(String status, String reason, int observed) {
        return hasAnswered(object(status, reason, "", observed, "now"));
    }

    private static boolean hasAnswered(GenericKubernetesResource object) {
        return ToolkitObject.of(object).hasAnswered("now");
    }

    private static GenericKubernetesResource object(
            String status, String reason, String message, int observed, String handled) {
        return read("""
                kind: Kustomization
                metadata: {name: app, generation: 3}
                status:
                  lastHandledReconcileAt: %s
                  conditions: [{type: Ready, status: "%s", reason: %s, message: "%s", observedGeneration: %d}]
                """.formatted(handled, status, reason, message, observed));
    }

    private static GenericKubernetesResource read(String yaml) {
        return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    }
}
