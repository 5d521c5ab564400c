package dev.capstan.argo.sync;

import java.util.Optional;

/** Why an object that is in no source any more stays. */
final class PruneRefusal {

    private PruneRefusal() {}

    /** The message of a prune that is skipped; empty for other tasks and prunes that are carried out. */
    static Optional<String> of(SyncTask task, SyncSettings settings) {
        if (!task.isPrune()) {
            return Optional.empty();
        }
        if (!settings.prune()) {
            return Optional.of("ignored (requires pruning)");
        }
        return settings.forbidsPrune(task) ? Optional.of("ignored (no prune)") : Optional.empty();
    }
}
