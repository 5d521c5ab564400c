package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.util.Optional;

/** How a run ended, or why it stops for the time being. */
public sealed interface ReleaseRunResult {

    /** Nothing can be done before the spec changes. */
    record Refused(Reason reason, String message) implements ReleaseRunResult {}

    /** Something else must come first; its change decides again. */
    record NotReady(Reason reason, String message) implements ReleaseRunResult {}

    /** Chart, values or cluster cannot be had now; it is tried again. */
    record NotPrepared(Reason reason, String message) implements ReleaseRunResult {}

    /** A step waits for the cluster. */
    record Acting(ActionInProgress action) implements ReleaseRunResult {}

    /** A step ended before it had changed anything that is stored; it is tried again. */
    record Broken(ReleaseProgress progress, ReleaseProgress.Subject subject, String message)
            implements ReleaseRunResult {}

    /** The release that was made for another target is gone; the new one is made by the next run. */
    record TargetChanged(ReleaseProgress progress, String reason) implements ReleaseRunResult {}

    /**
     * There is no further step.
     *
     * @param last why
     * @param lastRun what to remember; empty unless the release is in sync
     * @param drift what looking for drift has found, when the release is in sync
     */
    record Ended(
            ReleaseProgress progress,
            ReleaseProgress.Subject subject,
            NextStep last,
            Optional<LastSync> lastRun,
            DriftFinding drift)
            implements ReleaseRunResult {

        /** Whether the next run may go by this one: what could not be looked at, or put back, is done once more. */
        public boolean isRemembered() {
            return lastRun.isPresent() && !drift.isOpen();
        }
    }
}
