package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operation asks for.
 *
 * @param isDryRun whether nothing is changed
 * @param prune whether objects that are in no source any more are deleted
 * @param force whether objects are deleted and made anew where they cannot be changed
 * @param isApplyOnly whether the strategy is {@code apply}, which runs no hooks
 * @param options sync options of the operation
 * @param selection the objects that are synchronised; empty for all
 * @param isPruneConfirmed whether somebody approved of prunes that need it
 * @param pauseBetweenWaves how long other controllers get to notice what was applied
 */
public record SyncSettings(
        boolean isDryRun,
        boolean prune,
        boolean force,
        boolean isApplyOnly,
        SyncOptions options,
        List<SelectedResource> selection,
        boolean isPruneConfirmed,
        Duration pauseBetweenWaves) {

    /** As long as Argo CD pauses. */
    public static final Duration PAUSE = Duration.ofSeconds(2);

    public SyncSettings {
        selection = List.copyOf(selection);
    }

    /** A full sync with hooks that prunes nothing. */
    public static SyncSettings plain() {
        return new SyncSettings(false, false, false, false, SyncOptions.none(), List.of(), false, PAUSE);
    }

    /** Hooks run only when all objects are synchronised, and not with the strategy {@code apply}. */
    boolean runsHooks() {
        return !isApplyOnly && selection.isEmpty();
    }

    Propagation propagation() {
        return Propagation.of(options);
    }

    /** Whether a task is left out because its object is as it should be. */
    boolean leavesOut(SyncTask task) {
        return options.isOn("ApplyOutOfSyncOnly")
                && !task.isHook()
                && !task.isModified()
                && task.target().isPresent()
                && task.live().isPresent();
    }

    /** Whether an object must not be pruned, by its own option or that of the application. */
    boolean forbidsPrune(SyncTask task) {
        return pruneOption(task).equals(Optional.of("false"));
    }

    /** Whether a prune waits until somebody approves. */
    boolean waitsForConfirmation(SyncTask task) {
        return task.isPrune() && prune && !isPruneConfirmed && pruneOption(task).equals(Optional.of("confirm"));
    }

    private Optional<String> pruneOption(SyncTask task) {
        return task.live()
                .map(SyncOptions::of)
                .flatMap(own -> own.value("Prune"))
                .or(() -> options.value("Prune"));
    }
}
