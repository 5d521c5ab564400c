package dev.capstan.argo.sync;

import java.time.Duration;
import java.util.List;

/** The sentence that says what a sync waits for. */
final class WaitMessage {

    private WaitMessage() {}

    /** Waiting for objects to be healthy and hooks to be done. */
    static Decision.Wait forCompletion(List<SyncTask> tasks, Duration atLeast) {
        List<SyncTask> hooks = tasks.stream().filter(SyncTask::isHook).toList();
        return hooks.isEmpty()
                ? wait(WaitReason.HEALTH, "healthy state of", tasks, tasks, atLeast)
                : wait(WaitReason.HOOK, "completion of hook", hooks, tasks, atLeast);
    }

    /** Waiting for deleted objects to go, or for somebody to approve of a prune. */
    static Decision.Wait forDeletion(List<SyncTask> tasks, SyncSettings settings) {
        List<SyncTask> unconfirmed =
                tasks.stream().filter(settings::waitsForConfirmation).toList();
        if (!unconfirmed.isEmpty()) {
            return wait(WaitReason.CONFIRMATION, "pruning confirmation of", unconfirmed, unconfirmed, Duration.ZERO);
        }
        List<SyncTask> hooks = tasks.stream().filter(SyncTask::isHook).toList();
        return hooks.isEmpty()
                ? wait(WaitReason.DELETION, "deletion of", tasks, tasks, Duration.ZERO)
                : wait(WaitReason.DELETION, "deletion of hook", hooks, tasks, Duration.ZERO);
    }

    private static Decision.Wait wait(
            WaitReason reason, String what, List<SyncTask> named, List<SyncTask> all, Duration atLeast) {
        boolean areAllHooks = all.stream().allMatch(SyncTask::isHook);
        String more =
                all.size() == 1 ? "" : " and " + (all.size() - 1) + " more " + (areAllHooks ? "hooks" : "resources");
        return new Decision.Wait(
                reason, "waiting for " + what + " " + named.getFirst().key().display() + more, atLeast);
    }
}
