package dev.capstan.helmrelease.status;

import static dev.capstan.api.meta.Condition.RELEASED;
import static dev.capstan.api.meta.Condition.REMEDIATED;
import static dev.capstan.api.meta.Condition.TEST_SUCCESS;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.rollback.RollbackHold;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.ReleasePolicies;
import dev.capstan.helmrelease.state.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far a run over a release has come: the status that follows from its steps, and what is to be told of them. Immutable;
 * each step makes the next one.
 *
 * @param status what is true after the steps so far; written when the run ends
 * @param done which sorts of actions were done
 * @param events in their order
 */
public record ReleaseProgress(HelmReleaseStatus status, Set<NextStep.Sort> done, List<ReleaseEvent> events) {

    /** Copies the collections. */
    public ReleaseProgress {
        done = Set.copyOf(done);
        events = List.copyOf(events);
    }

    /**
     * What does not change during a run.
     *
     * @param generation of the spec
     * @param names of the release
     * @param wanted what it is to be
     * @param attempt what is tried
     * @param policies what follows failures
     */
    public record Subject(
            long generation, ReleaseLocation names, Wanted wanted, ReleaseAttempt attempt, ReleasePolicies policies) {

        /** The same for something else that is wanted. */
        public Subject wanting(Wanted other) {
            return new Subject(generation, names, other, attempt, policies);
        }
    }

    /** The beginning of a run: failures of other inputs are forgotten, and these are tried. */
    public static ReleaseProgress begin(Subject subject, HelmReleaseStatus status, boolean isResetAsked) {
        var edit = new HelmReleaseStatusEdit(status);
        if (subject.attempt().newSince(status, isResetAsked).isPresent()) {
            edit.withoutFailures();
        }
        edit.attempts(subject.attempt());
        return new ReleaseProgress(edit.done(), Set.of(), List.of());
    }

    /** No release of another target is in the way: from now on the release is where the spec says. */
    public ReleaseProgress settledIn(ReleaseLocation names) {
        return edited(edit -> edit.storedIn(names.storageNamespace()));
    }

    /** The release that was made for another target is gone; the rest is another run's. */
    public ReleaseProgress forgotten() {
        return edited(HelmReleaseStatusEdit::forgotten);
    }

    /** A step begins. */
    public ReleaseProgress beginning(NextStep step) {
        ReleaseProgress next = edited(edit -> switch (step) {
            case NextStep.Install _ -> releasing(edit, ReleasePolicies.INSTALL);
            case NextStep.Upgrade(var _, var forgetsHistory) ->
                releasing(forgetsHistory ? edit.history(List.of()) : edit, ReleasePolicies.UPGRADE);
            case NextStep.Nothing(),
                    NextStep.Unlock(),
                    NextStep.FinishUninstall _,
                    NextStep.LeaveTarget _,
                    NextStep.Test(),
                    NextStep.RollBack _,
                    NextStep.RollBackAsAsked _,
                    NextStep.UndoInstall(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> edit;
        });
        var sorts = new HashSet<>(done);
        step.sort().ifPresent(sorts::add);
        return new ReleaseProgress(next.status, sorts, next.events);
    }

    private static HelmReleaseStatusEdit releasing(HelmReleaseStatusEdit edit, String action) {
        return edit.clear(TEST_SUCCESS, REMEDIATED).attemptsAction(action);
    }

    /** What an action did, and when. */
    public record Outcome(ReleaseRecord record, ReleaseHistory stored, Duration took, Instant now) {}

    /** An install or an upgrade came to its end. */
    public ReleaseProgress released(Subject subject, Outcome outcome, Optional<ResourceInventory> objects) {
        String action = actionOf(status);
        ReleaseSnapshot release =
                ReleaseSnapshots.of(outcome.record(), subject.attempt().ociDigest(), action);
        String message = ActionMessages.succeeded(action, release);
        Reason reason = action.equals(ReleasePolicies.INSTALL) ? Reason.INSTALL_SUCCEEDED : Reason.UPGRADE_SUCCEEDED;
        return edited(edit -> {
                    edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))
                            .actionTook(duration(outcome.took()))
                            .inventory(objects)
                            .released(subject.wanted())
                            .set(Condition.isTrue(RELEASED, reason, message, subject.generation(), outcome.now()));
                    return subject.wanted().isTested()
                            ? edit.set(Condition.isUnknown(
                                    TEST_SUCCESS,
                                    Reason.AWAITING_TESTS,
                                    ActionMessages.awaitingTests(release),
                                    subject.generation(),
                                    outcome.now()))
                            : edit;
                })
                .with(Severity.INFO, reason, message, subject, release);
    }

    /**
     * An install or an upgrade failed.
     *
     * @param made the revision that it made; empty when it changed nothing that is stored, which counts for no remedy
     */
    public ReleaseProgress notReleased(
            Subject subject, Optional<Outcome> made, String error, Duration took, Instant now) {
        String action = actionOf(status);
        String message =
                ActionMessages.failed(action, subject.names(), subject.wanted().chartName(), subject.attempt(), error);
        Reason reason = action.equals(ReleasePolicies.INSTALL) ? Reason.INSTALL_FAILED : Reason.UPGRADE_FAILED;
        ReleaseProgress next = edited(edit -> {
            edit.failed()
                    .actionTook(duration(took))
                    .set(Condition.isFalse(RELEASED, reason, message, subject.generation(), now));
            made.ifPresent(outcome -> edit.countedFor(action)
                    .released(subject.wanted())
                    .history(SnapshotHistory.with(
                            edit.history(),
                            ReleaseSnapshots.of(
                                    outcome.record(), subject.attempt().ociDigest(), action),
                            outcome.stored())));
            return edit;
        });
        return next.with(
                Severity.ERROR, reason, message, ReleaseEventMetadata.of(subject.attempt(), made.map(Outcome::record)));
    }

    /** A release action was given up for newer input, and its revision is recorded as failed. That counts for no remedy. */
    public ReleaseProgress superseded(Subject subject, ReleaseRecord record, ReleaseHistory stored) {
        ReleaseSnapshot release = ReleaseSnapshots.of(record, subject.attempt().ociDigest(), actionOf(status));
        return edited(edit -> edit.history(SnapshotHistory.with(edit.history(), release, stored)));
    }

    /** An action that was broken off is recorded as failed. */
    public ReleaseProgress unlocked(Subject subject, Outcome outcome) {
        ReleaseSnapshot release =
                ReleaseSnapshots.of(outcome.record(), subject.attempt().ociDigest(), null);
        String message = ActionMessages.unlocked(release);
        return edited(edit -> edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))
                        .set(Condition.isFalse(
                                RELEASED, Reason.PENDING_RELEASE, message, subject.generation(), outcome.now())))
                .with(Severity.INFO, Reason.PENDING_RELEASE, message, subject, release);
    }

    /** The tests passed, or there are none. */
    public ReleaseProgress tested(Subject subject, Outcome outcome) {
        ReleaseSnapshot release = tested(outcome);
        int tests = release.testHooks() == null ? 0 : release.testHooks().size();
        String message = ActionMessages.tested(release, tests);
        return withTests(
                        release,
                        outcome,
                        edit -> edit.set(Condition.isTrue(
                                TEST_SUCCESS, Reason.TEST_SUCCEEDED, message, subject.generation(), outcome.now())))
                .with(Severity.INFO, Reason.TEST_SUCCEEDED, message, subject, release);
    }

    /** A test failed, or could not be run. It counts as a failure of the release, unless the policy says otherwise. */
    public ReleaseProgress notTested(Subject subject, Outcome outcome, String error) {
        ReleaseSnapshot release = tested(outcome);
        String message = ActionMessages.testFailed(release, error);
        return withTests(release, outcome, edit -> {
                    edit.failed()
                            .set(Condition.isFalse(
                                    TEST_SUCCESS, Reason.TEST_FAILED, message, subject.generation(), outcome.now()));
                    return subject.policies().ignoresTests(status) ? edit : edit.countedFor(actionOf(status));
                })
                .with(Severity.ERROR, Reason.TEST_FAILED, message, subject, release);
    }

    private ReleaseSnapshot tested(Outcome outcome) {
        return SnapshotHistory.latest(status.history())
                .filter(known -> SnapshotHistory.isOf(known, outcome.record()))
                .map(known -> ReleaseSnapshots.tested(known, outcome.record()))
                .orElseGet(() ->
                        ReleaseSnapshots.tested(ReleaseSnapshots.of(outcome.record(), "", null), outcome.record()));
    }

    private ReleaseProgress withTests(
            ReleaseSnapshot release, Outcome outcome, UnaryOperator<HelmReleaseStatusEdit> change) {
        return edited(
                edit -> change.apply(edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))));
    }

    /** A failed release was undone by going back. */
    public ReleaseProgress rolledBack(
            Subject subject, ReleaseSnapshot target, Outcome outcome, Optional<ResourceInventory> objects) {
        ReleaseSnapshot release = ReleaseSnapshots.of(
                outcome.record(), target.ociDigest() == null ? "" : target.ociDigest(), RollbackHold.ROLLBACK);
        String message = ActionMessages.rolledBack(target);
        return edited(edit -> edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))
                        .inventory(objects)
                        .set(remediated(true, Reason.ROLLBACK_SUCCEEDED, message, subject, outcome.now())))
                .with(Severity.INFO, Reason.ROLLBACK_SUCCEEDED, message, subject, target);
    }

    /** Going back failed. */
    public ReleaseProgress notRolledBack(
            Subject subject, ReleaseSnapshot target, Optional<Outcome> made, String error, Instant now) {
        String message = ActionMessages.notRolledBack(target, error);
        ReleaseProgress next = edited(edit -> {
            made.ifPresent(outcome -> edit.history(SnapshotHistory.with(
                    edit.history(),
                    ReleaseSnapshots.of(outcome.record(), "", RollbackHold.ROLLBACK),
                    outcome.stored())));
            return edit.failed().set(remediated(false, Reason.ROLLBACK_FAILED, message, subject, now));
        });
        return next.with(Severity.ERROR, Reason.ROLLBACK_FAILED, message, subject, target);
    }

    /** A rollback that was asked for begins; what is wanted now is what it holds back. */
    public ReleaseProgress beginsRollback(Subject subject, NextStep.RollBackAsAsked step) {
        return edited(edit -> edit.rollback(rollback(subject, step, 0, null)));
    }

    /** A rollback that was asked for is refused, and will not be thought of again. */
    public ReleaseProgress refusesRollback(Subject subject, RollbackRequest request, String why) {
        String message = ActionMessages.rollbackRefused(subject.names(), why);
        return edited(edit -> edit.rollback(
                        new ReleaseRollback(request.id(), request.target().orElse(0), 0, 0, null, null, message)))
                .with(
                        Severity.ERROR,
                        Reason.ROLLBACK_FAILED,
                        message,
                        ReleaseEventMetadata.of(subject.attempt(), Optional.empty()));
    }

    /** The release was rolled back because somebody asked. */
    public ReleaseProgress rolledBackAsAsked(
            Subject subject, NextStep.RollBackAsAsked step, Outcome outcome, Optional<ResourceInventory> objects) {
        String message = ActionMessages.rolledBackAsAsked(step.target(), subject.attempt());
        return edited(edit -> rolledBack(edit, subject, step, outcome, null)
                        .inventory(objects)
                        .set(Condition.isTrue(
                                RELEASED, Reason.ROLLBACK_SUCCEEDED, message, subject.generation(), outcome.now())))
                .with(Severity.INFO, Reason.ROLLBACK_SUCCEEDED, message, subject, step.target());
    }

    /**
     * A rollback that somebody asked for failed.
     *
     * @param made the revision that it made; empty when it changed nothing, so that the release is as it was
     */
    public ReleaseProgress notRolledBackAsAsked(
            Subject subject, NextStep.RollBackAsAsked step, Optional<Outcome> made, String error, Instant now) {
        String message = ActionMessages.notRolledBack(step.target(), error);
        ReleaseProgress next = edited(edit -> made.map(outcome -> rolledBack(
                                edit.failed(), subject, step, outcome, message)
                        .set(Condition.isFalse(RELEASED, Reason.ROLLBACK_FAILED, message, subject.generation(), now)))
                .orElseGet(() -> edit.rollback(rollback(subject, step, 0, message))));
        return next.with(Severity.ERROR, Reason.ROLLBACK_FAILED, message, subject, step.target());
    }

    private static HelmReleaseStatusEdit rolledBack(
            HelmReleaseStatusEdit edit,
            Subject subject,
            NextStep.RollBackAsAsked step,
            Outcome outcome,
            @Nullable String failure) {
        ReleaseSnapshot target = step.target();
        ReleaseSnapshot release = ReleaseSnapshots.of(
                outcome.record(), target.ociDigest() == null ? "" : target.ociDigest(), RollbackHold.ROLLBACK);
        return edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))
                .clear(TEST_SUCCESS, REMEDIATED)
                .rollback(rollback(subject, step, release.version(), failure));
    }

    private static ReleaseRollback rollback(
            Subject subject, NextStep.RollBackAsAsked step, long revision, @Nullable String failure) {
        ReleaseAttempt held = subject.attempt();
        return new ReleaseRollback(
                step.request(),
                step.target().version(),
                revision,
                held.generation(),
                held.chartVersion(),
                held.configDigest(),
                failure);
    }

    /** A failed release was undone by uninstalling it. */
    public ReleaseProgress undone(Subject subject, Outcome outcome) {
        ReleaseSnapshot release =
                ReleaseSnapshots.of(outcome.record(), subject.attempt().ociDigest(), "uninstall-remediation");
        String message = ActionMessages.undone(release);
        return edited(edit -> edit.history(SnapshotHistory.with(edit.history(), release, outcome.stored()))
                        .inventory(Optional.empty())
                        .set(remediated(true, Reason.UNINSTALL_SUCCEEDED, message, subject, outcome.now())))
                .with(Severity.INFO, Reason.UNINSTALL_SUCCEEDED, message, subject, release);
    }

    /** Uninstalling it failed. */
    public ReleaseProgress notUndone(Subject subject, String error, Instant now) {
        String message = SnapshotHistory.latest(status.history())
                .map(release -> ActionMessages.notUndone(release, error))
                .orElse("Helm uninstall remediation for release %s failed: %s".formatted(subject.names(), error));
        return edited(edit -> edit.failed().set(remediated(false, Reason.UNINSTALL_FAILED, message, subject, now)))
                .with(
                        Severity.ERROR,
                        Reason.UNINSTALL_FAILED,
                        message,
                        ReleaseEventMetadata.of(subject.attempt(), Optional.empty()));
    }

    private static Condition remediated(boolean isTrue, Reason reason, String message, Subject subject, Instant now) {
        return isTrue
                ? Condition.isTrue(REMEDIATED, reason, message, subject.generation(), now)
                : Condition.isFalse(REMEDIATED, reason, message, subject.generation(), now);
    }

    private ReleaseProgress edited(UnaryOperator<HelmReleaseStatusEdit> change) {
        return new ReleaseProgress(
                change.apply(new HelmReleaseStatusEdit(status)).done(), done, events);
    }

    private ReleaseProgress with(
            Severity severity, Reason reason, String message, Subject subject, ReleaseSnapshot release) {
        return with(
                severity,
                reason,
                message,
                ReleaseEventMetadata.of(release, subject.attempt().configDigest()));
    }

    /**
     * The event of the last step shows what was done.
     *
     * @param from how many events there were before the step; without another one since then nothing changes
     */
    public ReleaseProgress logging(List<String> log, int from) {
        if (log.isEmpty() || events.size() <= from) {
            return this;
        }
        var all = new ArrayList<>(events);
        all.set(all.size() - 1, all.getLast().with(log));
        return new ReleaseProgress(status, done, all);
    }

    private ReleaseProgress with(Severity severity, Reason reason, String message, Map<String, String> metadata) {
        var all = new ArrayList<>(events);
        all.add(new ReleaseEvent(severity, reason, message, metadata));
        return new ReleaseProgress(status, done, all);
    }

    private static String actionOf(HelmReleaseStatus status) {
        String action = status.lastAttemptedReleaseAction();
        return action == null ? ReleasePolicies.UPGRADE : action;
    }

    private static String duration(Duration took) {
        return GoDuration.format(took.truncatedTo(ChronoUnit.MILLIS));
    }
}
