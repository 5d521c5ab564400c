package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RECONCILING;
import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.STALLED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.rollback.RollbackHold;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.ReleasePolicies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is said when there is no further step. */
final class EndReport {

    /** Used where the API server let a text through that is not a duration. */
    private static final Duration UNREADABLE_INTERVAL = Duration.ofMinutes(10);

    /** After the end of a wait that others have; their clock and ours need not agree to the second. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final KnownHelmRelease release;
    private final Instant now;
    private final ReportedStatus status;
    private final KnownMessages known;

    /** @param now the moment that conditions get */
    EndReport(KnownHelmRelease release, Instant now) {
        this.release = release;
        this.now = now;
        this.status = new ReportedStatus(release, now);
        this.known = new KnownMessages(release);
    }

    /**
     * There is no further step.
     *
     * @param subject what the release is to be
     * @param last why there is none
     * @param drift what looking for drift has found, when the release is in sync
     */
    HelmReleaseReport of(ReleaseProgress progress, ReleaseProgress.Subject subject, NextStep last, DriftFinding drift) {
        return switch (last) {
            case NextStep.Nothing() -> inSync(progress, subject, drift);
            case NextStep.Stall(var reason, var message) ->
                new HelmReleaseReport(
                        status.onto(progress, edit -> {
                            HelmReleaseStatusEdit stalled = status.summarised(status.handled(edit))
                                    .set(status.isTrue(STALLED, reason, message))
                                    .observed(release.generation());
                            return stalled.conditions().isTrue(READY)
                                            || stalled.conditions().get(READY).isEmpty()
                                    ? stalled.set(status.isFalse(reason, message))
                                    : stalled;
                        }),
                        with(progress.events(), known.ifNewStall(reason, message)),
                        new Requeue.OnChange());
            case NextStep.Refuse(var reason, var message) ->
                new HelmReleaseReport(
                        status.onto(
                                progress,
                                edit -> status.retrying(status.handled(edit), message)
                                        .set(status.isFalse(reason, message))),
                        with(progress.events(), known.ifNew(Severity.ERROR, reason, message)),
                        new Requeue.BackoffUpTo(interval()));
            case NextStep.AwaitOthers(var message, var until) ->
                new HelmReleaseReport(
                        status.onto(
                                progress,
                                edit -> edit.set(status.isTrue(RECONCILING, Reason.PROGRESSING, message))
                                        .set(status.inProgress(message))),
                        progress.events(),
                        new Requeue.After(positive(Duration.between(now, until)).plus(GRACE)));
            case NextStep.StartAnew() ->
                new HelmReleaseReport(
                        status.onto(progress, edit -> {
                            HelmReleaseStatusEdit summarised = status.summarised(status.handled(edit));
                            return status.retrying(summarised, ReportedStatus.readyMessage(summarised));
                        }),
                        progress.events(),
                        new Requeue.Backoff());
            case NextStep.RetryLater(var after) ->
                new HelmReleaseReport(
                        status.onto(progress, edit -> {
                            HelmReleaseStatusEdit summarised = status.summarised(status.handled(edit))
                                    .history(SnapshotHistory.shortened(edit.history()))
                                    .observed(release.generation());
                            return status.retrying(summarised, ReportedStatus.readyMessage(summarised));
                        }),
                        progress.events(),
                        new Requeue.After(after));
            case NextStep.Unlock(),
                    NextStep.FinishUninstall _,
                    NextStep.LeaveTarget _,
                    NextStep.Install _,
                    NextStep.Upgrade _,
                    NextStep.Test(),
                    NextStep.RollBack _,
                    NextStep.RollBackAsAsked _,
                    NextStep.UndoInstall() -> throw new IllegalArgumentException("an action ends nothing: " + last);
        };
    }

    private HelmReleaseReport inSync(ReleaseProgress progress, ReleaseProgress.Subject subject, DriftFinding drift) {
        var found = new DriftStatus(release, drift, now);
        UnaryOperator<HelmReleaseStatusEdit> change = edit -> {
            boolean ignoresTests = subject.policies().ignoresTests(progress.status());
            status.handled(edit)
                    .history(SnapshotHistory.truncated(edit.history(), ignoresTests))
                    .withoutFailures()
                    .released(subject.wanted())
                    .clear(RECONCILING, STALLED, REMEDIATED)
                    .observed(release.generation());
            boolean isHeld = RollbackHold.holds(progress.status(), subject.attempt());
            SnapshotHistory.latest(edit.history()).ifPresent(latest -> confirm(edit, latest, subject, isHeld));
            return found.onto(status.summarised(edit));
        };
        return new HelmReleaseReport(
                status.onto(progress, change),
                with(progress.events(), found.events(subject, progress.status().history())),
                drift.isOpen() ? new Requeue.BackoffUpTo(interval()) : new Requeue.Interval(interval()));
    }

    /** What an attempt that came to nothing has said of a release that is in sync is not true any more. */
    private void confirm(
            HelmReleaseStatusEdit edit, ReleaseSnapshot latest, ReleaseProgress.Subject subject, boolean isHeld) {
        if (isHeld && !edit.conditions().isTrue(RELEASED)) {
            edit.set(
                    status.isTrue(RELEASED, Reason.ROLLBACK_SUCCEEDED, ActionMessages.held(latest, subject.attempt())));
        } else if (!edit.conditions().isTrue(RELEASED)) {
            boolean isInstall = ReleasePolicies.INSTALL.equals(latest.action());
            edit.set(status.isTrue(
                    RELEASED,
                    isInstall ? Reason.INSTALL_SUCCEEDED : Reason.UPGRADE_SUCCEEDED,
                    ActionMessages.succeeded(isInstall ? ReleasePolicies.INSTALL : ReleasePolicies.UPGRADE, latest)));
        }
        Map<String, ?> tests = latest.testHooks();
        if (!subject.wanted().isTested()) {
            edit.clear(TEST_SUCCESS);
        } else if (tests != null
                && !SnapshotHistory.hasFailedTest(latest)
                && !edit.conditions().isTrue(TEST_SUCCESS)) {
            edit.set(status.isTrue(TEST_SUCCESS, Reason.TEST_SUCCEEDED, ActionMessages.tested(latest, tests.size())));
        }
    }

    private static List<ReleaseEvent> with(List<ReleaseEvent> events, List<ReleaseEvent> more) {
        var all = new ArrayList<>(events);
        all.addAll(more);
        return all;
    }

    private Duration interval() {
        return GoDuration.positive(release.spec().interval(), UNREADABLE_INTERVAL);
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
