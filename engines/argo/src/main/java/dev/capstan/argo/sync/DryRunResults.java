package dev.capstan.argo.sync;

import java.util.List;
import java.util.Optional;

/** The results of tasks that a dry run of a whole sync does not try: prunes, and objects of kinds that do not exist yet. */
final class DryRunResults {

    private DryRunResults() {}

    static SyncResults of(List<SyncTask> tasks, SyncSettings settings, SyncResults results) {
        SyncResults.Draft draft = results.change();
        for (SyncTask task : tasks) {
            Optional<String> refusal = PruneRefusal.of(task, settings);
            if (refusal.isPresent()) {
                draft.set(task, ResultCode.PRUNE_SKIPPED, OperationPhase.SUCCEEDED, refusal.get());
            } else if (task.isPrune()) {
                draft.set(task, ResultCode.PRUNED, OperationPhase.SUCCEEDED, "pruned (dry run)");
            } else if (task.skipsDryRun()) {
                draft.set(
                        task,
                        ResultCode.SYNCED,
                        OperationPhase.SUCCEEDED,
                        "not tried (dry run): the cluster does not know the kind yet");
            }
        }
        return draft.done();
    }
}
