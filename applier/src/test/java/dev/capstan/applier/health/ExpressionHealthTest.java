package dev.capstan.applier.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.meta.HealthCheckExpr;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthStatus;
import dev.capstan.expression.cel.CelExpressionCompiler;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionHealthTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NO_ANSWER = "status.missing == 1";

    @ParameterizedTest
    @CsvSource({
        "true,  false, false, CURRENT",
        "true,  true,  false, FAILED",
        "true,  true,  true,  IN_PROGRESS",
        "true,  false, true,  IN_PROGRESS",
        "false, false, false, IN_PROGRESS",
        "false, true,  false, FAILED",
        "true,  ,      ,      CURRENT",
        "false, ,      ,      IN_PROGRESS"
    })
    void inProgressComesBeforeFailedAndFailedBeforeCurrent(
            String current, @Nullable String failed, @Nullable String inProgress, HealthStatus expected) {
        assertThat(assess("{}", current, failed, inProgress).status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        NO_ANSWER + ", false, false, IN_PROGRESS",
        "true, " + NO_ANSWER + ", false, CURRENT",
        "true, false, " + NO_ANSWER + ", CURRENT"
    })
    void expressionWithoutAnAnswerDoesNotHold(String current, String failed, String inProgress, HealthStatus expected) {
        assertThat(assess("{'status':{}}", current, failed, inProgress).status())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'metadata':{'generation':2},'status':{'observedGeneration':1}} | IN_PROGRESS",
                "{'metadata':{'generation':2},'status':{'observedGeneration':2}} | FAILED",
                "{'metadata':{'generation':2},'status':{}} | FAILED",
                "{'metadata':{'generation':2,'deletionTimestamp':'2026-01-01T00:00:00Z'}} | TERMINATING"
            },
            quoteCharacter = '"')
    void oldStatusAndDeletionComeBeforeEveryExpression(String object, HealthStatus expected) {
        assertThat(assess(object, "true", "true", null).status()).isEqualTo(expected);
    }

    private static Health assess(String object, String current, @Nullable String failed, @Nullable String inProgress) {
        var rule = new HealthCheckExpr("apps/v1", "Deployment", current, failed, inProgress);
        var compiled = (HealthRulebook.Compilation.Compiled)
                HealthRulebook.compile(List.of(rule), new CelExpressionCompiler());
        var assessor = compiled.rulebook()
                .ruleFor(ResourceKind.of("apps/v1", "Deployment"))
                .orElseThrow();
        try {
            return assessor.assess(JSON.readTree(object.replace('\'', '"')), Instant.EPOCH);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(object, malformed);
        }
    }
}
