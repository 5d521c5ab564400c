package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a rollout.
 *
 * @param matchExpressions labels of the Applications that belong to it; all must hold
 * @param maxUpdate how many may be under way at once, as a number or a percentage; absent means all
 */
@ExactRecord
public record RollingStep(
        List<StepExpression> matchExpressions, @Nullable IntOrString maxUpdate) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public RollingStep {
        matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
    }
}
