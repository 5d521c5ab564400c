package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.DRIFTED;
import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RECONCILING;
import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.STALLED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.state.NextStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What follows from the result of one run over one HelmRelease. */
public final class HelmReleaseReporter {

    private final KnownHelmRelease release;
    private final Duration dependencyInterval;
    private final Instant now;
    private final ReportedStatus status;
    private final KnownMessages known;

    /**
     * @param dependencyInterval how long to wait at most for a dependency or an artifact
     * @param now the moment that conditions get
     */
    public HelmReleaseReporter(KnownHelmRelease release, Duration dependencyInterval, Instant now) {
        this.release = release;
        this.dependencyInterval = dependencyInterval;
        this.now = now;
        this.status = new ReportedStatus(release, now);
        this.known = new KnownMessages(release);
    }

    /** A report that also records the HelmChart which was made of the template; empty when there is none. */
    public static HelmReleaseReport naming(Optional<String> helmChart, HelmReleaseReport report) {
        return new HelmReleaseReport(
                stored -> new HelmReleaseStatusEdit(report.status().apply(stored))
                        .madeChart(helmChart)
                        .done(),
                report.events(),
                report.next());
    }

    /** A release that is to go and cannot be uninstalled yet. */
    public UnaryOperator<HelmReleaseStatus> notUninstalled(String message) {
        return stored -> new HelmReleaseStatusEdit(stored)
                .set(status.isFalse(Reason.UNINSTALL_FAILED, message))
                .done();
    }

    /** Nothing can be done before the spec changes. */
    public HelmReleaseReport refused(Reason reason, String message) {
        return new HelmReleaseReport(
                stored -> status.handled(stored)
                        .set(status.isTrue(STALLED, reason, message))
                        .set(status.isFalse(reason, message))
                        .observed(release.generation())
                        .done(),
                known.ifNew(Severity.ERROR, reason, message),
                new Requeue.OnChange());
    }

    /** Something else must come first. */
    public HelmReleaseReport notReady(Reason reason, String message) {
        return new HelmReleaseReport(
                stored -> status.retrying(status.handled(stored), message)
                        .set(status.isFalse(reason, message))
                        .done(),
                reason == Reason.DEPENDENCY_NOT_READY ? known.ifNew(Severity.INFO, reason, message) : List.of(),
                new Requeue.After(dependencyInterval));
    }

    /** Chart, values or cluster cannot be had. */
    public HelmReleaseReport notPrepared(Reason reason, String message) {
        return new HelmReleaseReport(
                stored -> status.retrying(status.handled(stored), message)
                        .set(status.isFalse(reason, message))
                        .done(),
                known.ifNew(Severity.ERROR, reason, message),
                new Requeue.Backoff());
    }

    /**
     * An action goes on.
     *
     * @param action the word for it
     * @param timeout of the action
     */
    public HelmReleaseReport acting(ReleaseProgress progress, String action, Duration timeout) {
        String message = ActionMessages.running(action, GoDuration.format(timeout));
        return new HelmReleaseReport(
                status.onto(
                        progress,
                        edit -> edit.set(status.isTrue(RECONCILING, Reason.PROGRESSING, message))
                                .set(status.inProgress(message))),
                List.of(),
                new Requeue.OnChange());
    }

    /** An action ended before it had stored anything. */
    public HelmReleaseReport broken(ReleaseProgress progress, String message) {
        return new HelmReleaseReport(
                status.onto(progress, edit -> {
                    HelmReleaseStatusEdit summarised = status.summarised(status.handled(edit));
                    // What failed may be nothing that the other conditions know of.
                    boolean isKnown = summarised
                            .conditions()
                            .get(READY)
                            .filter(ready -> ready.status().equals("False"))
                            .isPresent();
                    return status.retrying(
                            isKnown ? summarised : summarised.set(status.isFalse(Reason.RECONCILE_ERROR, message)),
                            message);
                }),
                known.newest(progress.events(), message),
                new Requeue.Backoff());
    }

    /** The release of another target is gone, and the new one is to be made. */
    public HelmReleaseReport targetChanged(ReleaseProgress progress, String reason) {
        return new HelmReleaseReport(
                status.onto(
                        progress,
                        edit -> edit.clear(RELEASED, TEST_SUCCESS, REMEDIATED, DRIFTED)
                                .set(status.isTrue(
                                        RECONCILING, Reason.PROGRESSING, "The former release is gone: " + reason))
                                .set(status.inProgress("Fulfilling prerequisites"))),
                progress.events(),
                new Requeue.After(Duration.ZERO));
    }

    /**
     * There is no further step.
     *
     * @param subject what the release is to be
     * @param last why there is none
     * @param drift what looking for drift has found, when the release is in sync
     */
    public HelmReleaseReport ended(
            ReleaseProgress progress, ReleaseProgress.Subject subject, NextStep last, DriftFinding drift) {
        return new EndReport(release, now).of(progress, subject, last, drift);
    }
}
