package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.HookDeletePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The actions of one wave: finalizers of old hooks, prunes, deletions of old hooks, and then what is applied, kind by
 * kind.
 */
final class WaveBatches {

    private WaveBatches() {}

    static List<List<SyncAction>> of(
            List<SyncTask> tasks, SyncSettings settings, SyncResults results, Function<SyncTask, LiveState> live) {
        List<SyncAction> releases = new ArrayList<>();
        List<SyncAction> prunes = new ArrayList<>();
        List<SyncAction> deletions = new ArrayList<>();
        for (SyncTask task : tasks) {
            if (task.isPrune()) {
                if (settings.prune() && !settings.forbidsPrune(task) && !settings.isDryRun()) {
                    prunes.add(new SyncAction.Prune(task, settings.propagation()));
                }
            } else if (!settings.isDryRun()
                    && isLeftover(task, results)
                    && live.apply(task) instanceof LiveState.Present old) {
                if (old.hasHookFinalizer()) {
                    releases.add(new SyncAction.ReleaseHook(task));
                }
                if (isDeletedFirst(task)) {
                    deletions.add(new SyncAction.DeleteHook(task, settings.propagation()));
                }
            }
        }
        List<List<SyncAction>> batches = new ArrayList<>(List.of(releases, prunes, deletions));
        batches.addAll(applies(tasks, settings));
        return batches;
    }

    /** One action a task, in batches of one kind. */
    static List<List<SyncAction>> applies(List<SyncTask> tasks, SyncSettings settings) {
        List<List<SyncAction>> batches = new ArrayList<>();
        String kind = "";
        for (SyncTask task : tasks) {
            if (task.isPrune()) {
                continue;
            }
            if (batches.isEmpty() || !task.key().kind().equals(kind)) {
                batches.add(new ArrayList<>());
                kind = task.key().kind();
            }
            batches.getLast()
                    .add(
                            settings.isDryRun()
                                    ? new SyncAction.DryRun(task, ApplyMode.of(task, settings, true))
                                    : new SyncAction.Apply(task, ApplyMode.of(task, settings, false)));
        }
        return batches;
    }

    private static boolean isLeftover(SyncTask task, SyncResults results) {
        return task.isHook() && results.of(task).isPending();
    }

    private static boolean isDeletedFirst(SyncTask task) {
        return task.hook().isDeletedOn(HookDeletePolicy.BEFORE_HOOK_CREATION);
    }

    /** Whether all hooks that have to go first are going already, so that there is nothing to do but wait. */
    static boolean onlyWaits(
            List<SyncTask> tasks, SyncSettings settings, SyncResults results, Function<SyncTask, LiveState> live) {
        List<LiveState.Present> old = new ArrayList<>();
        for (SyncTask task : tasks) {
            if (mustGoFirst(task, results, live.apply(task)) && live.apply(task) instanceof LiveState.Present present) {
                old.add(present);
            }
        }
        return !settings.isDryRun() && !old.isEmpty() && old.stream().allMatch(LiveState.Present::isDeleting);
    }

    /** Whether a hook of an earlier operation is still there and has to go first. */
    static boolean mustGoFirst(SyncTask task, SyncResults results, LiveState live) {
        return isLeftover(task, results) && isDeletedFirst(task) && live instanceof LiveState.Present;
    }
}
