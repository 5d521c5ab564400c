package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ReadyConditionTest {

    @Test
    void resultForThisGenerationIsFinal() {
        assertThat(isFinal("True", "ReconciliationSucceeded", 3)).isTrue();
        assertThat(isFinal("False", "BuildFailed", 3)).isTrue();
    }

    @Test
    void resultForAnEarlierGenerationIsNot() {
        assertThat(isFinal("True", "ReconciliationSucceeded", 2)).isFalse();
    }

    @Test
    void workAndWaitingAreNoResults() {
        assertThat(isFinal("Unknown", "Progressing", 3)).isFalse();
        assertThat(isFinal("False", "DependencyNotReady", 3)).isFalse();
        assertThat(isFinal(object("False", "ArtifactFailed", "Source artifact not found", 3, "now")))
                .isFalse();
    }

    @Test
    void anArtifactWithoutTheFolderIsAResult() {
        assertThat(isFinal(object("False", "ArtifactFailed", "kustomization path not found", 3, "now")))
                .isTrue();
    }

    @Test
    void theResultOfAnEarlierRequestIsNone() {
        assertThat(isFinal(object("True", "ReconciliationSucceeded", "", 3, "before")))
                .isFalse();
    }

    private static boolean isFinal(String status, String reason, int observed) {
        return isFinal(object(status, reason, "", observed, "now"));
    }

    private static boolean isFinal(GenericKubernetesResource object) {
        return ReadyCondition.of(object).orElseThrow().answers("now", object);
    }

    private static GenericKubernetesResource object(
            String status, String reason, String message, int observed, String handled) {
        return Serialization.unmarshal(
                """
                kind: Kustomization
                metadata: {name: app, generation: 3}
                status:
                  lastHandledReconcileAt: %s
                  conditions: [{type: Ready, status: "%s", reason: %s, message: "%s", observedGeneration: %d}]
                """.formatted(handled, status, reason, message, observed), GenericKubernetesResource.class);
    }
}
