package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.HookDeletePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The hooks that are deleted because the outcome of the whole operation is known, each once. */
final class HookCleanup {

    private HookCleanup() {}

    static List<SyncAction> of(
            List<SyncTask> tasks,
            SyncState state,
            SyncSettings settings,
            HookDeletePolicy policy,
            Function<SyncTask, LiveState> live) {
        List<SyncAction> deletions = new ArrayList<>();
        for (SyncTask task : tasks) {
            boolean isDue = !settings.isDryRun()
                    && task.hook().isDeletedOn(policy)
                    && !state.results().of(task).isRunning()
                    && !state.deleted().contains(task.id());
            if (isDue && live.apply(task) instanceof LiveState.Present) {
                deletions.add(new SyncAction.DeleteHook(task, settings.propagation()));
            }
        }
        return deletions;
    }
}
