package dev.capstan.api.promotion;

import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold, all of it, before a candidate comes into an environment. That the environment before is healthy with the candidate
 * must hold in any case.
 *
 * @param healthyFor how long the environment before must have been healthy with the candidate, without a break; Go notation
 * @param expression a CEL expression that must be true; it sees {@code candidate} and {@code watched}, a list of the objects that the
 *     environment before watches
 * @param windows times of the week, one of which must be open
 * @param approval a person must let it in
 */
@WireRecord
public record PromotionGates(
        @Nullable @Pattern(Patterns.INTERVAL) @Size(max = 50) String healthyFor,

        @Nullable @Size(min = 1, max = 4096) String expression,
        @Size(max = 20) List<PromotionWindow> windows,
        @Nullable PromotionApproval approval) {

    /** Reads an absent list as empty and copies another. */
    public PromotionGates {
        windows = windows == null ? List.of() : List.copyOf(windows);
    }
}
