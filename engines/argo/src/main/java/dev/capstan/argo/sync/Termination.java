package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.HookDeletePolicy;
import dev.capstan.argo.health.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ends the hooks of an operation that somebody ended: finalizers come off, and what still runs is deleted. A hook counts as
 * running until its deletion is recorded, so that a restart in between forgets none.
 */
final class Termination {

    private Termination() {}

    static SyncState begin(
            List<SyncTask> tasks, SyncSettings settings, SyncState state, Function<SyncTask, LiveState> live) {
        SyncResults.Draft draft = state.results().change();
        List<SyncAction> releases = new ArrayList<>();
        List<SyncAction> deletions = new ArrayList<>();
        for (SyncTask task : tasks) {
            TaskResult result = state.results().of(task);
            if (!task.isHook() || result.isPending()) {
                continue;
            }
            switch (live.apply(task)) {
                case LiveState.Absent _ -> {
                    if (result.isRunning()) {
                        draft.set(task, OperationPhase.SUCCEEDED, "Terminated");
                    }
                }
                case LiveState.Present present -> {
                    if (present.hasHookFinalizer()) {
                        releases.add(new SyncAction.ReleaseHook(task));
                    }
                    if (result.isRunning()) {
                        end(task, present.health(), settings, draft, deletions);
                    }
                }
                case LiveState.Unseen _ -> {
                    releases.add(new SyncAction.ReleaseHook(task));
                    if (result.isRunning()) {
                        deletions.add(new SyncAction.DeleteHook(task, settings.propagation()));
                    }
                }
            }
        }
        Run run = Run.of(Run.Purpose.TERMINATE, tasks, List.of(releases, deletions), true);
        return state.with(draft.done()).with(Optional.of(run));
    }

    /** A hook that has just finished keeps its own outcome. */
    private static void end(
            SyncTask task,
            Optional<Health> health,
            SyncSettings settings,
            SyncResults.Draft draft,
            List<SyncAction> deletions) {
        OperationPhase phase = Progress.ofHook(health);
        if (phase.isCompleted()) {
            draft.set(task, phase, Progress.message(task, health));
        }
        if (!phase.isCompleted() || task.hook().isDeletedOn(HookDeletePolicy.HOOK_FAILED)) {
            deletions.add(new SyncAction.DeleteHook(task, settings.propagation()));
        }
    }
}
