package dev.capstan.api.sealedsecret;

import dev.capstan.api.schema.WireRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Secret is as the SealedSecret says.
 *
 * @param observedGeneration the generation that was worked on
 * @param conditions {@code Synced}, which stands first
 */
@WireRecord
public record SealedSecretStatus(@Nullable Long observedGeneration, List<SealedSecretCondition> conditions) {

    /** The status before the first look. */
    public static final SealedSecretStatus INITIAL = new SealedSecretStatus(null, List.of());

    /** Reads absent conditions as none and copies the others. */
    public SealedSecretStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The condition {@code Synced}. */
    public Optional<SealedSecretCondition> synced() {
        return conditions.stream()
                .filter(condition -> condition.type().equals(SealedSecretCondition.SYNCED))
                .findFirst();
    }

    /** The same with another observed generation. */
    public SealedSecretStatus withObservedGeneration(long generation) {
        return new SealedSecretStatus(generation, conditions);
    }

    /** The same after the Secret of that generation was made to be as the SealedSecret says. */
    public SealedSecretStatus asSynced(long generation, Instant now) {
        return with(SealedSecretCondition.synced(now), generation);
    }

    /** The same after it could not be made so. */
    public SealedSecretStatus asNotSynced(String message, long generation, Instant now) {
        return with(SealedSecretCondition.notSynced(message, now), generation);
    }

    /** What says the same of the same generation is not written again. */
    private SealedSecretStatus with(SealedSecretCondition claim, long generation) {
        Optional<SealedSecretCondition> before = synced();
        boolean isOld = before.filter(
                        it -> it.status().equals(claim.status()) && Objects.equals(it.message(), claim.message()))
                .isPresent();
        if (isOld && Objects.equals(observedGeneration, generation)) {
            return this;
        }
        var changed = new ArrayList<SealedSecretCondition>();
        changed.add(before.filter(it -> it.status().equals(claim.status()))
                .map(it -> claim.since(it.lastTransitionTime()))
                .orElse(claim));
        conditions.stream()
                .filter(condition -> !condition.type().equals(SealedSecretCondition.SYNCED))
                .forEach(changed::add);
        return new SealedSecretStatus(generation, changed);
    }
}
