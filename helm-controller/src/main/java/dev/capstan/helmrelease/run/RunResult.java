package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.Reason;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.status.Progress;
import java.util.Optional;

/** How a run ended, or why it stops for the time being. */
public sealed interface RunResult {

    /** Nothing can be done before the spec changes. */
    record Refused(Reason reason, String message) implements RunResult {}

    /** Something else must come first; its change decides again. */
    record NotReady(Reason reason, String message) implements RunResult {}

    /** Chart, values or cluster cannot be had now; it is tried again. */
    record NotPrepared(Reason reason, String message) implements RunResult {}

    /** A step waits for the cluster. */
    record Acting(ActionInProgress action) implements RunResult {}

    /** A step ended before it had changed anything that is stored; it is tried again. */
    record Broken(Progress progress, Progress.Subject subject, String message) implements RunResult {}

    /** The release that was made for another target is gone; the new one is made by the next run. */
    record TargetChanged(Progress progress, String reason) implements RunResult {}

    /**
     * There is no further step.
     *
     * @param last why
     * @param lastRun what to remember; empty unless the release is in sync
     * @param drift what looking for drift has found, when the release is in sync
     */
    record Ended(
            Progress progress, Progress.Subject subject, NextStep last, Optional<LastRun> lastRun, DriftFinding drift)
            implements RunResult {}
}
