package dev.capstan.helmrelease.run;

import dev.capstan.helm.release.RunningAction;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.time.Duration;

/**
 * A step that waits for the cluster. Occupies no thread.
 *
 * @param release what it is for
 * @param step which one
 * @param isPreparing whether definitions of the chart are waited for, before the step itself
 * @param decidedOn the revisions that were stored when it began
 * @param progress what was done before
 * @param action the wait
 * @param timeout of the action
 * @param startedNanos monotonic time at which it began
 */
public record ActionInProgress(
        PreparedRelease release,
        NextStep step,
        boolean isPreparing,
        ReleaseHistory decidedOn,
        ReleaseProgress progress,
        RunningAction action,
        Duration timeout,
        long startedNanos) {

    /** The word for the action, in messages. */
    public String word() {
        return wordOf(step);
    }

    static String wordOf(NextStep step) {
        return switch (step) {
            case NextStep.Install _ -> "install";
            case NextStep.Upgrade _ -> "upgrade";
            case NextStep.Test() -> "test";
            case NextStep.RollBack _, NextStep.RollBackAsAsked _ -> "rollback";
            case NextStep.UndoInstall(), NextStep.FinishUninstall _, NextStep.LeaveTarget _ -> "uninstall";
            case NextStep.Unlock() -> "unlock";
            case NextStep.Nothing(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> "";
        };
    }
}
