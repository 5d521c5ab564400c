package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.UpgradeSpec;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.rollback.RollbackHold;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.rollback.RollbackVerdict;
import dev.capstan.helmrelease.state.Assessment;
import dev.capstan.helmrelease.state.Decision;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.Situation;
import dev.capstan.helmrelease.state.TargetChange;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.time.Clock;
import java.util.Optional;

/**
 * One step after the other, until there is none or one waits: the situation of the release is named anew before each, from what is
 * stored then. What is stored is read between two steps only when the first of them does not say it.
 */
final class ReleaseChain {

    private final StepBeginning beginning;
    private final StepEnd end;

    ReleaseChain(ReleaseRendering rendering, Clock clock) {
        this.end = new StepEnd(clock);
        this.beginning = new StepBeginning(rendering, end);
    }

    /** Begins. */
    ReleaseRunResult begin(PreparedRelease prepared, ReleaseRunContext context) {
        ReleaseProgress progress = ReleaseProgress.begin(
                prepared.subject(),
                prepared.release().status(),
                prepared.release().requests().isReset());
        Optional<TargetChange> change = TargetChange.of(
                prepared.release().status(),
                prepared.subject().names(),
                prepared.subject().wanted().chartName(),
                reinstalls(prepared.release().spec()));
        return change.map(it -> leave(prepared, it, progress, context))
                .orElseGet(() ->
                        steps(prepared, progress.settledIn(prepared.subject().names()), context));
    }

    private static boolean reinstalls(HelmReleaseSpec spec) {
        return !Optional.ofNullable(spec.upgrade())
                .map(UpgradeSpec::chartNameChangeStrategy)
                .filter("InPlaceUpdate"::equals)
                .isPresent();
    }

    private ReleaseRunResult leave(
            PreparedRelease prepared, TargetChange change, ReleaseProgress progress, ReleaseRunContext context) {
        var former = PreparedRelease.targetOf(prepared.release(), change.former());
        return switch (prepared.cluster().actions().history(former)) {
            case StorageResult.Done<ReleaseHistory>(var stored) -> {
                var step = new NextStep.LeaveTarget(change);
                var taking = TakenStep.now(prepared, step, stored, progress);
                yield stored.last().isEmpty()
                        ? new ReleaseRunResult.TargetChanged(progress.forgotten(), change.reason())
                        : resultOf(
                                prepared,
                                context,
                                end.settle(
                                        taking,
                                        taking.actions()
                                                .uninstall(
                                                        former,
                                                        stored,
                                                        taking.options().uninstall())));
            }
            case StorageResult<ReleaseHistory> other -> StepEnd.unreadable(other);
        };
    }

    private ReleaseRunResult steps(PreparedRelease prepared, ReleaseProgress progress, ReleaseRunContext context) {
        return switch (prepared.cluster().actions().history(prepared.target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                resultOf(prepared, context, new Turn.GoesOn(progress, stored));
            case StorageResult<ReleaseHistory> other -> StepEnd.unreadable(other);
        };
    }

    private ReleaseRunResult resultOf(PreparedRelease prepared, ReleaseRunContext context, Turn first) {
        Turn turn = first;
        while (true) {
            switch (turn) {
                case Turn.Ends(var result) -> {
                    return result;
                }
                case Turn.GoesOn(var progress, var stored) -> turn = next(prepared, context, progress, stored);
            }
        }
    }

    private Turn next(
            PreparedRelease release, ReleaseRunContext context, ReleaseProgress progress, ReleaseHistory stored) {
        PreparedRelease prepared = release.over(stored);
        var policies = prepared.subject().policies();
        var situation = RollbackHold.over(
                Assessment.of(
                        prepared.cluster().actions().state(stored),
                        progress.status(),
                        prepared.subject().wanted(),
                        policies.ignoresTests(progress.status())),
                progress.status(),
                prepared.subject().attempt());
        Optional<Turn> asked = RollbackRequest.open(prepared.release().annotations(), progress.status())
                .flatMap(request -> rollBack(prepared, request, situation, progress, stored));
        if (asked.isPresent()) {
            return asked.get();
        }
        NextStep step = new Decision(
                        progress.status(),
                        policies,
                        stored,
                        progress.done(),
                        prepared.release().requests().isForced())
                .after(situation);
        if (step.sort().isEmpty()) {
            return new Turn.Ends(new ReleaseRunResult.Ended(
                    progress,
                    prepared.subject(),
                    step,
                    step instanceof NextStep.Nothing ? Optional.of(prepared.lastRun()) : Optional.empty(),
                    step instanceof NextStep.Nothing
                            ? DriftSearch.of(
                                    prepared.release(), prepared.cluster(), stored, context, prepared.values()::hide)
                            : new DriftFinding.NotAsked()));
        }
        return beginning.take(TakenStep.now(prepared, step, stored, progress));
    }

    /** What somebody asks for comes before what would follow by itself; empty when something else must be done first. */
    private Optional<Turn> rollBack(
            PreparedRelease prepared,
            RollbackRequest request,
            Situation situation,
            ReleaseProgress progress,
            ReleaseHistory stored) {
        ReleaseProgress.Subject subject = prepared.subject();
        return switch (RollbackVerdict.on(request, situation, progress.status(), subject.attempt(), stored)) {
            case RollbackVerdict.NotYet() -> Optional.empty();
            case RollbackVerdict.Refused(var message) ->
                Optional.of(new Turn.GoesOn(progress.refusesRollback(subject, request, message), stored));
            case RollbackVerdict.Unread(var revision) ->
                Optional.of(read(revision, prepared, request, progress, stored));
            case RollbackVerdict.Granted(var target) -> {
                var step = new NextStep.RollBackAsAsked(target, request.id());
                yield Optional.of(beginning.take(new TakenStep(
                        prepared,
                        step,
                        stored,
                        progress.beginning(step).beginsRollback(subject, step),
                        System.nanoTime())));
            }
        };
    }

    /** A revision that can never be read is refused: a request must not keep the release from everything else. */
    private static Turn read(
            int revision,
            PreparedRelease prepared,
            RollbackRequest request,
            ReleaseProgress progress,
            ReleaseHistory stored) {
        return switch (prepared.cluster().actions().read(prepared.target(), stored, revision)) {
            case StorageResult.Done<ReleaseHistory>(var more) -> new Turn.GoesOn(progress, more);
            case StorageResult.Unavailable<ReleaseHistory>(var message, var advice, var isTransient)
            when !isTransient ->
                new Turn.GoesOn(progress.refusesRollback(prepared.subject(), request, message + ". " + advice), stored);
            case StorageResult<ReleaseHistory> other -> StepEnd.interrupted(prepared, progress, other);
        };
    }

    /** Goes on with a step that waited. */
    ReleaseRunResult resume(ActionInProgress waiting, ReleaseRunContext context) {
        var taking = new TakenStep(
                waiting.release(), waiting.step(), waiting.decidedOn(), waiting.progress(), waiting.startedNanos());
        ActionOutcome outcome = waiting.action().resume();
        return resultOf(
                waiting.release(),
                context,
                waiting.isPreparing() ? beginning.prepared(taking, outcome) : end.settle(taking, outcome));
    }

    /** What is known of the release when a step that waited is given up for newer input. */
    ReleaseProgress giveUp(ActionInProgress waiting, String reason) {
        waiting.action().cancel(reason);
        if (waiting.isPreparing()) {
            return waiting.progress();
        }
        PreparedRelease prepared = waiting.release();
        return switch (waiting.action().resume()) {
            case ActionOutcome.Failed(var _, var record, var _)
            when record.isPresent() -> superseded(prepared, waiting.progress(), record.get());
            case ActionOutcome.Done(var record, var _, var _) -> superseded(prepared, waiting.progress(), record);
            case ActionOutcome.Waiting _ -> superseded(waiting);
            case ActionOutcome.Failed _, ActionOutcome.Prepared _, ActionOutcome.Held _ -> waiting.progress();
        };
    }

    private static ReleaseProgress superseded(
            PreparedRelease prepared, ReleaseProgress progress, ReleaseRecord record) {
        return switch (prepared.cluster().actions().history(prepared.target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                progress.superseded(prepared.subject(), record, stored);
            case StorageResult<ReleaseHistory> _ -> progress;
        };
    }

    /** What an action cleans up after its failure is recorded is left as it is; the revision that it made is known from the records. */
    private static ReleaseProgress superseded(ActionInProgress waiting) {
        PreparedRelease prepared = waiting.release();
        int before =
                waiting.decidedOn().last().map(last -> last.record().version()).orElse(0);
        return switch (prepared.cluster().actions().history(prepared.target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                stored.last()
                        .map(last -> last.record())
                        .filter(record -> record.version() > before)
                        .map(record -> waiting.progress().superseded(prepared.subject(), record, stored))
                        .orElse(waiting.progress());
            case StorageResult<ReleaseHistory> _ -> waiting.progress();
        };
    }
}
