package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.set.plan.DeletionBrake;
import dev.capstan.argo.set.plan.SetPolicy;
import java.util.Optional;

/**
 * What the installation says of all sets.
 *
 * @param brake holds back mass deletions
 * @param policy what sets may do to their Applications; empty for what they say themselves
 * @param mayOverride whether a set may say something else than {@code policy}
 */
public record SetRules(DeletionBrake brake, Optional<SetPolicy> policy, boolean mayOverride) {
    /** Sets say themselves what they may do. */
    public static final SetRules STANDARD = new SetRules(DeletionBrake.STANDARD, Optional.empty(), true);

    /** What a set may do to its Applications. */
    SetPolicy policyOf(JsonNode set) {
        return SetPolicy.of(set, policy, mayOverride);
    }
}
