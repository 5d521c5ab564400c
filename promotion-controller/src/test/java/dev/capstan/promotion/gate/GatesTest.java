package dev.capstan.promotion.gate;

import static dev.capstan.promotion.chain.Chains.NOON;
import static dev.capstan.promotion.chain.Chains.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.promotion.note.Approval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource({
        "0, false, healthy for 0s of 10m",
        "420, false, healthy for 7m of 10m",
        "599, false, healthy for 9m59s of 10m",
        "600, true, 'healthy for 10m, 10m are needed'",
        "90000, true, 'healthy for 1d1h, 10m are needed'"
    })
    void healthTakesTime(long seconds, boolean isOpen, String message) {
        GateState state = SoakGate.at(NOON, TEN_MINUTES, Optional.of(NOON.minusSeconds(seconds)));

        assertThat(state.isOpen()).isEqualTo(isOpen);
        assertThat(state.message()).isEqualTo(message);
        assertThat(state.changesAt())
                .isEqualTo(
                        isOpen
                                ? Optional.empty()
                                : Optional.of(NOON.minusSeconds(seconds).plus(TEN_MINUTES)));
    }

    @Test
    void withoutHealthNoTimePasses() {
        assertThat(SoakGate.at(NOON, TEN_MINUTES, Optional.empty()))
                .isEqualTo(GateState.closed("healthyFor", "not healthy yet; 10m without a break are needed"));
    }

    @Test
    void anApprovalIsForOneCandidateAndOneEnvironment() {
        var approvals = List.of(new Approval("prod", "bbbbbbb", "tested by hand", Optional.of("kubectl-annotate")));

        assertThat(ApprovalGate.byAnnotation("prod", content('b'), approvals, "run x"))
                .isEqualTo(GateState.open("approval", "approved by kubectl-annotate: tested by hand"));
        assertThat(ApprovalGate.byAnnotation("prod", content('c'), approvals, "run x"))
                .isEqualTo(GateState.closed("approval", "waits for approval: run x"));
        assertThat(ApprovalGate.byAnnotation("staging", content('b'), approvals, "run x")
                        .isOpen())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "candidate.environment == 'dev', true, true: candidate.environment == 'dev'",
        "size(watched) > 1, false, false: size(watched) > 1",
        "candidate.nonsense == 1, false, no answer: *"
    })
    void anExpressionIsAskedAboutTheCandidate(String text, boolean isOpen, String message) {
        var compiled = (ExpressionCompiler.Compilation.Compiled)
                new CelExpressionCompiler().over(text, ExpressionGate.VARIABLES);

        GateState state = ExpressionGate.at(
                text,
                compiled.expression(),
                Map.of("candidate", Map.of("environment", "dev"), "watched", List.of(Map.of())));

        assertThat(state.isOpen()).isEqualTo(isOpen);
        assertThat(state.message()).startsWith(message.replace("*", ""));
    }
}
