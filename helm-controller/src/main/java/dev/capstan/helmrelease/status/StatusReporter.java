package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.DRIFTED;
import static dev.capstan.api.meta.Condition.READY;
import static dev.capstan.api.meta.Condition.RECONCILING;
import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.STALLED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.helm.TestSpec;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What follows from the result of one run over one HelmRelease. */
public final class StatusReporter {

    /** Used where the API server let a text through that is not a duration. */
    private static final Duration UNREADABLE_INTERVAL = Duration.ofMinutes(10);

    /** After the end of a wait that others have; their clock and ours need not agree to the second. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Set<String> OWNED =
            Set.of(READY, RECONCILING, STALLED, RELEASED, TEST_SUCCESS, REMEDIATED, DRIFTED);

    private final KnownHelmRelease release;
    private final Duration dependencyInterval;
    private final Instant now;

    /**
     * @param dependencyInterval how long to wait at most for a dependency or an artifact
     * @param now the moment that conditions get
     */
    public StatusReporter(KnownHelmRelease release, Duration dependencyInterval, Instant now) {
        this.release = release;
        this.dependencyInterval = dependencyInterval;
        this.now = now;
    }

    /** A report that also records the HelmChart which was made of the template; empty when there is none. */
    public static StatusReport naming(Optional<String> helmChart, StatusReport report) {
        return new StatusReport(
                status -> new StatusEdit(report.status().apply(status))
                        .madeChart(helmChart)
                        .done(),
                report.events(),
                report.next());
    }

    /** A release that is to go and cannot be uninstalled yet. */
    public UnaryOperator<HelmReleaseStatus> notUninstalled(String message) {
        return status -> new StatusEdit(status)
                .set(isFalse(Reason.UNINSTALL_FAILED, message))
                .done();
    }

    /** Nothing can be done before the spec changes. */
    public StatusReport refused(Reason reason, String message) {
        return new StatusReport(
                status -> handled(status)
                        .set(isTrue(STALLED, reason, message))
                        .set(isFalse(reason, message))
                        .observed(release.generation())
                        .done(),
                ifNew(Severity.ERROR, reason, message),
                new Requeue.OnChange());
    }

    /** Something else must come first. */
    public StatusReport notReady(Reason reason, String message) {
        return new StatusReport(
                status -> retrying(handled(status), message)
                        .set(isFalse(reason, message))
                        .done(),
                reason == Reason.DEPENDENCY_NOT_READY ? ifNew(Severity.INFO, reason, message) : List.of(),
                new Requeue.After(dependencyInterval));
    }

    /** Chart, values or cluster cannot be had. */
    public StatusReport notPrepared(Reason reason, String message) {
        return new StatusReport(
                status -> retrying(handled(status), message)
                        .set(isFalse(reason, message))
                        .done(),
                ifNew(Severity.ERROR, reason, message),
                new Requeue.Backoff());
    }

    /**
     * An action goes on.
     *
     * @param action the word for it
     * @param timeout of the action
     */
    public StatusReport acting(Progress progress, String action, Duration timeout) {
        String message = ActionMessages.running(action, GoDuration.format(timeout));
        return new StatusReport(
                onto(
                        progress,
                        edit -> edit.set(isTrue(RECONCILING, Reason.PROGRESSING, message))
                                .set(Condition.isUnknown(
                                        READY, Reason.PROGRESSING, message, release.generation(), now))),
                List.of(),
                new Requeue.OnChange());
    }

    /** An action ended before it had stored anything. */
    public StatusReport broken(Progress progress, String message) {
        return new StatusReport(
                onto(progress, edit -> {
                    StatusEdit summarised = summarised(handled(edit));
                    // What failed may be nothing that the other conditions know of.
                    boolean isKnown = summarised
                            .conditions()
                            .get(READY)
                            .filter(ready -> ready.status().equals("False"))
                            .isPresent();
                    return retrying(
                            isKnown ? summarised : summarised.set(isFalse(Reason.RECONCILE_ERROR, message)), message);
                }),
                newest(progress.events(), message),
                new Requeue.Backoff());
    }

    /** The release of another target is gone, and the new one is to be made. */
    public StatusReport targetChanged(Progress progress, String reason) {
        return new StatusReport(
                onto(
                        progress,
                        edit -> edit.clear(RELEASED, TEST_SUCCESS, REMEDIATED, DRIFTED)
                                .set(isTrue(RECONCILING, Reason.PROGRESSING, "The former release is gone: " + reason))
                                .set(Condition.isUnknown(
                                        READY,
                                        Reason.PROGRESSING,
                                        "Fulfilling prerequisites",
                                        release.generation(),
                                        now))),
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
    public StatusReport ended(Progress progress, Progress.Subject subject, NextStep last, DriftFinding drift) {
        return switch (last) {
            case NextStep.Nothing() -> inSync(progress, subject, drift);
            case NextStep.Stall(var reason, var message) ->
                new StatusReport(
                        onto(progress, edit -> {
                            StatusEdit stalled = summarised(handled(edit))
                                    .set(isTrue(STALLED, reason, message))
                                    .observed(release.generation());
                            return stalled.conditions().isTrue(READY)
                                            || stalled.conditions().get(READY).isEmpty()
                                    ? stalled.set(isFalse(reason, message))
                                    : stalled;
                        }),
                        with(progress.events(), ifNewStall(reason, message)),
                        new Requeue.OnChange());
            case NextStep.Refuse(var reason, var message) ->
                new StatusReport(
                        onto(progress, edit -> retrying(handled(edit), message).set(isFalse(reason, message))),
                        with(progress.events(), ifNew(Severity.ERROR, reason, message)),
                        new Requeue.BackoffUpTo(interval()));
            case NextStep.AwaitOthers(var message, var until) ->
                new StatusReport(
                        onto(
                                progress,
                                edit -> edit.set(isTrue(RECONCILING, Reason.PROGRESSING, message))
                                        .set(Condition.isUnknown(
                                                READY, Reason.PROGRESSING, message, release.generation(), now))),
                        progress.events(),
                        new Requeue.After(positive(Duration.between(now, until)).plus(GRACE)));
            case NextStep.StartAnew() ->
                new StatusReport(
                        onto(progress, edit -> {
                            StatusEdit summarised = summarised(handled(edit));
                            return retrying(summarised, readyMessage(summarised));
                        }),
                        progress.events(),
                        new Requeue.Backoff());
            case NextStep.RetryLater(var after) ->
                new StatusReport(
                        onto(progress, edit -> {
                            StatusEdit summarised = summarised(handled(edit))
                                    .history(SnapshotHistory.shortened(edit.history()))
                                    .observed(release.generation());
                            return retrying(summarised, readyMessage(summarised));
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

    private StatusReport inSync(Progress progress, Progress.Subject subject, DriftFinding drift) {
        var found = new DriftStatus(release, drift, now);
        UnaryOperator<StatusEdit> change = edit -> {
            boolean ignoresTests = subject.policies().ignoresTests(progress.status());
            handled(edit)
                    .history(SnapshotHistory.truncated(edit.history(), ignoresTests))
                    .withoutFailures()
                    .released(subject.wanted())
                    .clear(RECONCILING, STALLED, REMEDIATED)
                    .observed(release.generation());
            boolean isHeld = RollbackHold.holds(progress.status(), subject.attempt());
            SnapshotHistory.latest(edit.history()).ifPresent(latest -> confirm(edit, latest, subject, isHeld));
            return found.onto(summarised(edit));
        };
        return new StatusReport(
                onto(progress, change),
                with(progress.events(), found.events(subject, progress.status().history())),
                new Requeue.Interval(interval()));
    }

    /** What an attempt that came to nothing has said of a release that is in sync is not true any more. */
    private void confirm(StatusEdit edit, ReleaseSnapshot latest, Progress.Subject subject, boolean isHeld) {
        if (isHeld && !edit.conditions().isTrue(RELEASED)) {
            edit.set(isTrue(RELEASED, Reason.ROLLBACK_SUCCEEDED, ActionMessages.held(latest, subject.attempt())));
        } else if (!edit.conditions().isTrue(RELEASED)) {
            boolean isInstall = ReleasePolicies.INSTALL.equals(latest.action());
            edit.set(isTrue(
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
            edit.set(isTrue(TEST_SUCCESS, Reason.TEST_SUCCEEDED, ActionMessages.tested(latest, tests.size())));
        }
    }

    /**
     * The status of a run, over the one that is stored by the time of writing: conditions of others and the request that was handled are
     * those that are stored.
     */
    private UnaryOperator<HelmReleaseStatus> onto(Progress progress, UnaryOperator<StatusEdit> change) {
        return stored -> {
            Conditions own = Conditions.of(progress.status().conditions());
            Conditions merged = Conditions.of(stored.conditions());
            for (String type : OWNED) {
                merged = own.get(type).isPresent() ? merged.with(own.get(type).get()) : merged.without(type);
            }
            HelmReleaseStatus base = progress.status()
                    .with(stored.common()
                            .withObservedGeneration(progress.status().observedGeneration())
                            .withConditions(merged));
            return change.apply(new StatusEdit(base)).done();
        };
    }

    private StatusEdit summarised(StatusEdit edit) {
        boolean countsTests = Optional.ofNullable(release.spec().test())
                .filter(test -> test.enable() && !test.ignoreFailures())
                .map(TestSpec::enable)
                .orElse(false);
        return edit.conditions(ReadySummary.of(edit.conditions(), countsTests, release.generation()));
    }

    private StatusEdit handled(HelmReleaseStatus status) {
        return handled(new StatusEdit(status));
    }

    private StatusEdit handled(StatusEdit edit) {
        return edit.handled(release.requests());
    }

    private StatusEdit retrying(StatusEdit edit, String message) {
        return edit.set(isTrue(RECONCILING, Reason.PROGRESSING_WITH_RETRY, message));
    }

    private static String readyMessage(StatusEdit edit) {
        return edit.conditions().get(READY).map(Condition::message).orElse("");
    }

    private Condition isTrue(String type, Reason reason, String message) {
        return Condition.isTrue(type, reason, message, release.generation(), now);
    }

    private Condition isFalse(Reason reason, String message) {
        return Condition.isFalse(READY, reason, message, release.generation(), now);
    }

    private List<ReleaseEvent> ifNew(Severity severity, Reason reason, String message) {
        return isSaid(READY, reason, message)
                ? List.of()
                : List.of(new ReleaseEvent(severity, reason, message, revision()));
    }

    private List<ReleaseEvent> ifNewStall(Reason reason, String message) {
        return isSaid(STALLED, reason, message)
                ? List.of()
                : List.of(new ReleaseEvent(Severity.ERROR, reason, message, revision()));
    }

    private boolean isSaid(String type, Reason reason, String message) {
        return Conditions.of(release.status().conditions())
                .get(type)
                .filter(known ->
                        known.reason().equals(reason.text()) && known.message().equals(message))
                .isPresent();
    }

    /** A failure that is repeated at every try is told once. */
    private List<ReleaseEvent> newest(List<ReleaseEvent> events, String message) {
        return events.stream()
                .filter(event -> event.severity() != Severity.ERROR
                        || !isSaid(READY, event.reason(), event.message())
                                && !Objects.equals(message, readyMessage(new StatusEdit(release.status()))))
                .toList();
    }

    private Map<String, String> revision() {
        return Optional.ofNullable(release.status().lastAttemptedRevision())
                .map(version -> Map.of(EventMetadata.REVISION, version))
                .orElse(Map.of());
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
