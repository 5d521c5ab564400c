package dev.capstan.applier.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.expression.Expression;
import dev.capstan.expression.ObjectFields;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Health by {@code spec.healthCheckExprs}: a generation that is not observed yet comes first, then in progress, failed
 * and current; an object for which none holds is in progress.
 */
final class ExpressionHealth implements HealthAssessor {

    private final Expression current;
    private final Optional<Expression> failed;
    private final Optional<Expression> inProgress;

    ExpressionHealth(Expression current, Optional<Expression> failed, Optional<Expression> inProgress) {
        this.current = current;
        this.failed = failed;
        this.inProgress = inProgress;
    }

    @Override
    public Health assess(JsonNode object, Instant now) {
        if (object.path("metadata").hasNonNull("deletionTimestamp")) {
            return Health.terminating();
        }
        JsonNode observed = object.path("status").path("observedGeneration");
        if (observed.isNumber()
                && observed.asLong()
                        != object.path("metadata").path("generation").asLong()) {
            return Health.inProgress("LatestGenerationNotObserved", "the latest generation is not observed yet");
        }
        Map<String, Object> fields = ObjectFields.of(object);
        if (holds(inProgress, fields)) {
            return Health.inProgress("InProgress", "the expression inProgress holds");
        }
        if (holds(failed, fields)) {
            return Health.failed("Failed", "the expression failed holds");
        }
        return holds(Optional.of(current), fields)
                ? Health.current("the expression current holds")
                : Health.inProgress("InProgress", "the expression current does not hold");
    }

    private static boolean holds(Optional<Expression> expression, Map<String, Object> fields) {
        return expression
                .map(it -> it.evaluate(fields) instanceof Expression.Answer.Known(var isTrue) && isTrue)
                .orElse(false);
    }
}
