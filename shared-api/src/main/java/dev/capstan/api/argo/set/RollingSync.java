package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;

/**
 * The steps in which Applications are synced.
 *
 * @param steps one begins when all Applications of the one before it are healthy
 */
@ExactRecord
public record RollingSync(List<RollingStep> steps) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public RollingSync {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }
}
