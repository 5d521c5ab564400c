package dev.capstan.kustomization.run;

import dev.capstan.apply.inventory.Inventory;
import java.util.List;

/**
 * What a run did to the cluster.
 *
 * @param digest digest of the built objects
 * @param inventory what to record from now on; never less than what is in the cluster
 * @param changeLog one line per object that was created or configured; empty when none was
 * @param pruneLog one line per object that pruning deleted or left alone; empty when there was none
 * @param notices what people should know although nothing failed
 */
public record Written(String digest, Inventory inventory, String changeLog, String pruneLog, List<String> notices) {

    /** Copies the list. */
    public Written {
        notices = List.copyOf(notices);
    }

    /** Whether the cluster is different from before. */
    public boolean hasChanges() {
        return !changeLog.isEmpty() || !pruneLog.isEmpty();
    }
}
