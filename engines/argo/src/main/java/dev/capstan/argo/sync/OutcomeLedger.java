package dev.capstan.argo.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what came of a batch of actions into the results. */
final class OutcomeLedger {

    private OutcomeLedger() {}

    /** The state behind the batch that is under way. */
    static SyncState record(SyncState before, Run run, Map<SyncAction, ActionOutcome> outcomes, SyncSettings settings) {
        SyncState state = before;
        SyncResults.Draft draft = state.results().change();
        Run.Outcome worst = Run.Outcome.SUCCESSFUL;
        List<SyncAction> batch = run.batches().getFirst();
        for (SyncAction action : batch) {
            ActionOutcome outcome = outcomes.getOrDefault(
                    action,
                    new ActionOutcome.Failed("nothing is known about what came of it; see the controller's log"));
            worst = worst.worse(
                    switch (action) {
                        case SyncAction.DryRun dryRun -> dryRun(dryRun.task(), outcome, settings, draft);
                        case SyncAction.Apply apply -> apply(apply.task(), outcome, draft);
                        case SyncAction.Prune prune -> prune(prune.task(), outcome, draft);
                        case SyncAction.DeleteHook deletion -> delete(run.purpose(), deletion.task(), outcome, draft);
                        case SyncAction.ReleaseHook release -> release(run.purpose(), release.task(), outcome, draft);
                    });
            if (action instanceof SyncAction.ReleaseHook && run.purpose() != Run.Purpose.WAVE) {
                state = state.releasing(action.task().id());
            } else if (action instanceof SyncAction.DeleteHook && run.purpose() == Run.Purpose.CLEANUP) {
                state = state.deleting(action.task().id());
            }
        }
        return state.with(draft.done()).with(Optional.of(run.after(worst)));
    }

    private static Run.Outcome dryRun(
            SyncTask task, ActionOutcome outcome, SyncSettings settings, SyncResults.Draft draft) {
        Optional<String> failure = failure(outcome, "the object was not found");
        if (failure.isPresent()) {
            draft.set(task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, failure.get());
            return Run.Outcome.FAILED;
        }
        if (settings.isDryRun()) {
            draft.set(task, ResultCode.SYNCED, OperationPhase.SUCCEEDED, message(outcome));
        }
        return Run.Outcome.SUCCESSFUL;
    }

    private static Run.Outcome apply(SyncTask task, ActionOutcome outcome, SyncResults.Draft draft) {
        Optional<String> failure = failure(outcome, "the object was not found");
        if (failure.isPresent()) {
            draft.set(task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, failure.get());
            return Run.Outcome.FAILED;
        }
        draft.set(task, ResultCode.SYNCED, OperationPhase.RUNNING, message(outcome));
        return Run.Outcome.SUCCESSFUL;
    }

    private static Run.Outcome prune(SyncTask task, ActionOutcome outcome, SyncResults.Draft draft) {
        if (outcome instanceof ActionOutcome.Failed failed) {
            draft.set(task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, failed.message());
            return Run.Outcome.FAILED;
        }
        draft.set(task, ResultCode.PRUNED, OperationPhase.SUCCEEDED, "pruned");
        return Run.Outcome.SUCCESSFUL;
    }

    /** A hook that was deleted to be made anew must be gone first; one that was not there need not be waited for. */
    private static Run.Outcome delete(
            Run.Purpose purpose, SyncTask task, ActionOutcome outcome, SyncResults.Draft draft) {
        boolean isTermination = purpose == Run.Purpose.TERMINATE;
        if (outcome instanceof ActionOutcome.Failed failed) {
            draft.set(
                    task,
                    isTermination ? OperationPhase.FAILED : OperationPhase.ERROR,
                    (isTermination ? "Failed to delete: " : "failed to delete resource: ") + failed.message());
            return Run.Outcome.FAILED;
        }
        if (isTermination && draft.of(task).isRunning()) {
            draft.set(task, OperationPhase.FAILED, "Terminated");
        }
        boolean isWaitedFor = (purpose == Run.Purpose.WAVE || purpose == Run.Purpose.SYNC_FAIL)
                && outcome instanceof ActionOutcome.Done;
        return isWaitedFor ? Run.Outcome.PENDING : Run.Outcome.SUCCESSFUL;
    }

    private static Run.Outcome release(
            Run.Purpose purpose, SyncTask task, ActionOutcome outcome, SyncResults.Draft draft) {
        if (outcome instanceof ActionOutcome.Failed failed) {
            boolean isOld = purpose == Run.Purpose.WAVE || purpose == Run.Purpose.SYNC_FAIL;
            String message = (isOld ? "failed" : "Failed") + " to remove hook finalizer: " + failed.message();
            draft.set(task, OperationPhase.ERROR, message);
            return Run.Outcome.FAILED;
        }
        return Run.Outcome.SUCCESSFUL;
    }

    private static Optional<String> failure(ActionOutcome outcome, String whenAbsent) {
        return switch (outcome) {
            case ActionOutcome.Done _ -> Optional.empty();
            case ActionOutcome.NotFound _ -> Optional.of(whenAbsent);
            case ActionOutcome.Failed failed -> Optional.of(failed.message());
        };
    }

    private static String message(ActionOutcome outcome) {
        return outcome instanceof ActionOutcome.Done done ? done.message() : "";
    }
}
