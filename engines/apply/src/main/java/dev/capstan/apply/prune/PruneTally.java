package dev.capstan.apply.prune;

import dev.capstan.apply.Change;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the results of all objects come to. */
final class PruneTally {

    private final List<Change> changes = new ArrayList<>();
    private final List<RecordedObject> remaining = new ArrayList<>();
    private final List<PruneOutcome.Blocked> terminating = new ArrayList<>();
    private final List<PruneOutcome.Blocked> kept = new ArrayList<>();
    private final List<PruneOutcome.Blocked> failures = new ArrayList<>();

    void add(RecordedObject entry, PruneResult result) {
        switch (result) {
            case PruneResult.NotThere _ -> {
                // Leaves the inventory without a word.
            }
            case PruneResult.Finished finished -> changes.add(finished.change());
            case PruneResult.Accepted accepted -> {
                changes.add(accepted.change());
                remaining.add(entry);
                terminating.add(accepted.blocked());
            }
            case PruneResult.StillTerminating still -> {
                remaining.add(entry);
                terminating.add(still.blocked());
            }
            case PruneResult.Kept left -> {
                changes.add(left.change());
                remaining.add(entry);
                kept.add(left.blocked());
            }
            case PruneResult.Refused refused -> {
                remaining.add(entry);
                failures.add(refused.blocked());
            }
            case PruneResult.Unavailable unavailable -> {
                remaining.add(entry);
                failures.add(new PruneOutcome.Blocked(entry.id(), unavailable.why(), true));
            }
        }
    }

    PruneOutcome outcome() {
        return new PruneOutcome(
                new ChangeSet(changes), Inventory.of(remaining), terminating, kept, failures, Optional.empty());
    }
}
