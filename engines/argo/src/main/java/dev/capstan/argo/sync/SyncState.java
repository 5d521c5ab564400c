package dev.capstan.argo.sync;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a sync is. Only the results are kept in a status: a sync goes on from them after a restart.
 *
 * @param results what was done so far
 * @param isChecked whether the dry run is behind it
 * @param run the actions under way, if any
 * @param released hooks whose finalizer was taken off, or could not be
 * @param deleted hooks that were deleted because of their outcome
 * @param ending how the operation ends once the actions under way are done
 */
public record SyncState(
        SyncResults results,
        boolean isChecked,
        Optional<Run> run,
        Set<TaskId> released,
        Set<TaskId> deleted,
        Optional<Decision.End> ending) {

    public SyncState {
        released = Set.copyOf(released);
        deleted = Set.copyOf(deleted);
    }

    /** The state of an operation that begins, or goes on with the results that its status holds. */
    public static SyncState of(SyncResults results) {
        boolean isChecked = !results.lines().stream().allMatch(SyncState::mayPrecedeTheDryRun);
        return new SyncState(results, isChecked, Optional.empty(), Set.of(), Set.of(), Optional.empty());
    }

    /** The destination's namespace is made before anything is tried. */
    private static boolean mayPrecedeTheDryRun(TaskResult line) {
        return line.key().isKind("", "Namespace") && !line.isFailure();
    }

    SyncState with(SyncResults newResults) {
        return new SyncState(newResults, isChecked, run, released, deleted, ending);
    }

    SyncState with(Optional<Run> newRun) {
        return new SyncState(results, isChecked, newRun, released, deleted, ending);
    }

    SyncState checked() {
        return new SyncState(results, true, run, released, deleted, ending);
    }

    SyncState endingWith(Decision.End end) {
        return new SyncState(results, isChecked, run, released, deleted, Optional.of(end));
    }

    SyncState releasing(TaskId task) {
        Set<TaskId> more = new HashSet<>(released);
        more.add(task);
        return new SyncState(results, isChecked, run, more, deleted, ending);
    }

    SyncState deleting(TaskId task) {
        Set<TaskId> more = new HashSet<>(deleted);
        more.add(task);
        return new SyncState(results, isChecked, run, released, more, ending);
    }
}
