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
        assertThat(isFinal("False", "ArtifactFailed", 3)).isFalse();
        assertThat(isFinal("False", "DependencyNotReady", 3)).isFalse();
    }

    private static boolean isFinal(String status, String reason, int observed) {
        GenericKubernetesResource object =
                Serialization.unmarshal("""
                kind: Kustomization
                metadata: {name: app, generation: 3}
                status:
                  conditions: [{type: Ready, status: "%s", reason: %s, observedGeneration: %d}]
                """.formatted(status, reason, observed), GenericKubernetesResource.class);
        return ReadyCondition.of(object).orElseThrow().isFinal(object);
    }
}
