package dev.capstan.apply.prune;

import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.inventory.Inventory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What pruning did.
 *
 * @param changes what happened to every object that was looked at
 * @param remaining what must stay recorded because it still exists and is ours: denied, failed or terminating
 * @param terminating accepted deletions that wait for finalizers; part of remaining
 * @param failures deletions that were refused or could not be tried; part of remaining
 */
public record PruneOutcome(ChangeSet changes, Inventory remaining, List<Blocked> terminating, List<Blocked> failures) {

    public PruneOutcome {
        terminating = List.copyOf(terminating);
        failures = List.copyOf(failures);
    }

    /**
     * An object that is still there.
     *
     * @param id the object
     * @param why the refusal of the API server, or the finalizers; masked
     * @param isTransient whether trying again may help without anybody doing anything
     */
    public record Blocked(ObjectId id, String why, boolean isTransient) {
        @Override
        public String toString() {
            return id.display() + ": " + why;
        }
    }

    /** Whether every deletion was accepted; some may still wait for finalizers. */
    public boolean isSuccess() {
        return failures.isEmpty();
    }

    /** For a condition: which objects could not be deleted and why. */
    public String failureMessage() {
        return failures.stream().map(Blocked::toString).collect(Collectors.joining("; "));
    }
}
