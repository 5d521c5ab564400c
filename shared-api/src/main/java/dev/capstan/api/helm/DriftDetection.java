package dev.capstan.api.helm;

import dev.capstan.api.meta.IgnoreRule;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done about objects of a release that others changed.
 *
 * @param mode whether drift is corrected, only reported, or not looked for; absent means {@code disabled}
 * @param ignore fields that are left out when looking for drift
 */
@WireRecord
public record DriftDetection(
        @Nullable @OneOf({"enabled", "warn", "disabled"}) String mode, List<IgnoreRule> ignore) {
    /** Reads an absent list as empty and copies another. */
    public DriftDetection {
        ignore = ignore == null ? List.of() : List.copyOf(ignore);
    }
}
