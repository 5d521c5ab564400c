package dev.capstan.cli.migrate.argo.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import org.junit.jupiter.api.Test;

class ProofFileTest {

    @Test
    void whatIsOnItsWayIsNotReadYet() {
        ProofFile file = ProofFile.of("{\"applications\":2}\n{\"application\":\"argocd/a\"}\n{\"applicat");

        assertThat(file.applications()).isEqualTo(2);
        assertThat(file.proofs()).extracting(ApplicationProof::name).containsExactly("argocd/a");
        assertThat(file.isComplete()).isFalse();
    }

    @Test
    void theLastLineSaysThatItIsTheLast() {
        assertThat(ProofFile.of("{\"applications\":0}\n{\"end\":true}\n").isComplete())
                .isTrue();
    }

    @Test
    void nothingIsKnownBeforeTheFirstLine() {
        ProofFile file = ProofFile.of("");

        assertThat(file.applications()).isNegative();
        assertThat(file.isComplete()).isFalse();
    }

    @Test
    void anEndWithoutAllOfThemProvesNothing() {
        assertThatThrownBy(() -> ProofFile.of("{\"applications\":2}\n{\"application\":\"argocd/a\"}\n{\"end\":true}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("looked at 1 of 2 Applications");
    }

    @Test
    void aControllerThatCannotLookSaysWhy() {
        assertThatThrownBy(() -> ProofFile.of("{\"failed\":\"no rights\"}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("Applications cannot be compared: no rights");
    }
}
