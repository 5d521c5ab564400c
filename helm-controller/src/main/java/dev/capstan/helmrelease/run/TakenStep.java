package dev.capstan.helmrelease.run;

import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.time.Duration;

/**
 * A step that is being taken.
 *
 * @param prepared what it is for
 * @param step which one
 * @param stored the revisions that it was decided on
 * @param progress what was done before
 * @param startedNanos monotonic time at which it began
 */
record TakenStep(
        PreparedRelease prepared, NextStep step, ReleaseHistory stored, ReleaseProgress progress, long startedNanos) {

    /** A step that begins now. */
    static TakenStep now(PreparedRelease prepared, NextStep step, ReleaseHistory stored, ReleaseProgress progress) {
        return new TakenStep(prepared, step, stored, progress.beginning(step), System.nanoTime());
    }

    ReleaseActions actions() {
        return prepared.cluster().actions();
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    ActionOptions options() {
        return new ActionOptions(
                prepared.release().spec(),
                prepared.rulebook(),
                prepared.values().secrets());
    }

    ReleaseProgress.Subject subject() {
        return prepared.subject();
    }
}
