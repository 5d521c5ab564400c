package dev.capstan.helmrelease.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.RunningAction;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.status.ReleaseProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** How a step ends: what an outcome of its action means for the run, and what the status remembers of it. */
final class StepEnd {

    private final Clock clock;

    StepEnd(Clock clock) {
        this.clock = clock;
    }

    /** What an outcome means. */
    Turn settle(TakenStep taking, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Waiting(var action) -> waits(taking, action, false);
            case ActionOutcome.Prepared _ -> throw new IllegalStateException("nothing was to be prepared");
            case ActionOutcome.Held(var state) ->
                heldBy(taking, state.message() + ". " + state.advice(), state.until());
            case ActionOutcome.Done(var record, var notices, var known) ->
                done(taking, record, known)
                        .logging(notices, taking.progress().events().size());
            case ActionOutcome.Failed(RecordFailure.Overtaken overtaken, var _, var log) ->
                afterFailure(taking, overtaken, Optional.empty(), taking.stored())
                        .logging(log, taking.progress().events().size());
            case ActionOutcome.Failed(var failure, var record, var log) ->
                withStored(taking, stored -> afterFailure(taking, failure, record, stored))
                        .logging(log, taking.progress().events().size());
        };
    }

    /** An action that knows what is stored by now saves a request; what is stored of a release that was left is nobody's concern. */
    private Turn done(TakenStep taking, ReleaseRecord record, Optional<ReleaseHistory> known) {
        return taking.step() instanceof NextStep.LeaveTarget
                ? afterSuccess(taking, record, taking.stored())
                : known.map(stored -> afterSuccess(taking, record, stored))
                        .orElseGet(() -> withStored(taking, stored -> afterSuccess(taking, record, stored)));
    }

    private Turn withStored(TakenStep taking, Function<ReleaseHistory, Turn> next) {
        return switch (taking.actions().history(taking.prepared().target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) -> next.apply(stored);
            case StorageResult<ReleaseHistory> other ->
                switch (next.apply(taking.stored())) {
                    case Turn.GoesOn(var progress, var _) -> interrupted(taking.prepared(), progress, other);
                    case Turn.Ends ended -> ended;
                };
        };
    }

    private Turn afterSuccess(TakenStep taking, ReleaseRecord record, ReleaseHistory stored) {
        var outcome = new ReleaseProgress.Outcome(record, stored, taking.took(), clock.instant());
        ReleaseProgress progress = taking.progress();
        return switch (taking.step()) {
            case NextStep.Install _, NextStep.Upgrade _ ->
                new Turn.GoesOn(progress.released(taking.subject(), outcome, inventory(taking, record)), stored);
            case NextStep.Unlock() -> new Turn.GoesOn(progress.unlocked(taking.subject(), outcome), stored);
            case NextStep.Test() -> new Turn.GoesOn(progress.tested(taking.subject(), outcome), stored);
            case NextStep.RollBack(var target) ->
                new Turn.GoesOn(
                        progress.rolledBack(taking.subject(), target, outcome, inventory(taking, record)), stored);
            case NextStep.RollBackAsAsked step ->
                new Turn.GoesOn(
                        progress.rolledBackAsAsked(taking.subject(), step, outcome, inventory(taking, record)), stored);
            case NextStep.UndoInstall() -> new Turn.GoesOn(progress.undone(taking.subject(), outcome), stored);
            case NextStep.FinishUninstall _ -> new Turn.GoesOn(progress, stored);
            case NextStep.LeaveTarget(var change) ->
                new Turn.Ends(new ReleaseRunResult.TargetChanged(progress.forgotten(), change.reason()));
            case NextStep.Nothing(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> throw new IllegalStateException("not an action: " + taking.step());
        };
    }

    private Turn afterFailure(
            TakenStep taking, ActionFailure failure, Optional<ReleaseRecord> made, ReleaseHistory stored) {
        String error = textOf(failure);
        Instant now = clock.instant();
        Optional<ReleaseProgress.Outcome> outcome =
                made.map(record -> new ReleaseProgress.Outcome(record, stored, taking.took(), now));
        ReleaseProgress progress = taking.progress();
        return switch (taking.step()) {
            case NextStep.Install _, NextStep.Upgrade _ ->
                outcome.isEmpty()
                        ? notBegun(taking, error)
                        : new Turn.GoesOn(
                                progress.notReleased(taking.subject(), outcome, error, taking.took(), now), stored);
            case NextStep.Test() ->
                outcome.isEmpty()
                        ? broken(taking, progress, error)
                        : new Turn.GoesOn(progress.notTested(taking.subject(), outcome.get(), error), stored);
            case NextStep.RollBack(var target) ->
                new Turn.GoesOn(progress.notRolledBack(taking.subject(), target, outcome, error, now), stored);
            case NextStep.RollBackAsAsked step ->
                outcome.isEmpty() && failure.isTransient()
                        ? broken(taking, progress, error)
                        : new Turn.GoesOn(
                                progress.notRolledBackAsAsked(taking.subject(), step, outcome, error, now), stored);
            case NextStep.UndoInstall() -> broken(taking, progress.notUndone(taking.subject(), error, now), error);
            case NextStep.Unlock(), NextStep.FinishUninstall _, NextStep.LeaveTarget _ ->
                broken(taking, progress, error);
            case NextStep.Nothing(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> throw new IllegalStateException("not an action: " + taking.step());
        };
    }

    /** A release action failed before it had stored anything: there is nothing to undo, and no try is used up. */
    Turn notBegun(TakenStep taking, String error) {
        return broken(
                taking,
                taking.progress()
                        .notReleased(taking.subject(), Optional.empty(), error, taking.took(), clock.instant()),
                error);
    }

    private static Turn broken(TakenStep taking, ReleaseProgress progress, String error) {
        return new Turn.Ends(new ReleaseRunResult.Broken(
                progress,
                taking.subject(),
                "%s of release %s: %s"
                        .formatted(
                                ActionInProgress.wordOf(taking.step()),
                                taking.subject().names(),
                                error)));
    }

    /** A step waits for the cluster. */
    static Turn waits(TakenStep taking, RunningAction action, boolean isPreparing) {
        return new Turn.Ends(new ReleaseRunResult.Acting(new ActionInProgress(
                taking.prepared(),
                taking.step(),
                isPreparing,
                taking.stored(),
                taking.progress(),
                action,
                taking.options().timeout(taking.step()),
                taking.startedNanos())));
    }

    /** Somebody else is at work on the release. */
    static Turn heldBy(TakenStep taking, String message, Instant until) {
        return new Turn.Ends(new ReleaseRunResult.Ended(
                taking.progress(),
                taking.subject(),
                new NextStep.AwaitOthers(message, until),
                Optional.empty(),
                new DriftFinding.NotAsked()));
    }

    private static Optional<ResourceInventory> inventory(TakenStep taking, ReleaseRecord record) {
        return taking.prepared()
                .cluster()
                .inventory(
                        record.manifest(),
                        record.namespace(),
                        taking.prepared().chart().customResourceFiles().stream()
                                .map(file -> new String(file.file().data(), UTF_8))
                                .toList());
    }

    static String textOf(ActionFailure failure) {
        return failure.advice().isEmpty() ? failure.message() : failure.message() + ". " + failure.advice();
    }

    /** The records cannot be read, and nothing was done. */
    static ReleaseRunResult unreadable(StorageResult<ReleaseHistory> result) {
        return new ReleaseRunResult.NotPrepared(Reason.FACTORY_ERROR, unreadableText(result));
    }

    /**
     * The records cannot be read after something was done. That must not be lost, or the next run would take the release for that of
     * another tool.
     */
    static Turn interrupted(PreparedRelease prepared, ReleaseProgress progress, StorageResult<ReleaseHistory> result) {
        return new Turn.Ends(new ReleaseRunResult.Broken(progress, prepared.subject(), unreadableText(result)));
    }

    private static String unreadableText(StorageResult<ReleaseHistory> result) {
        return "the records of the release cannot be read: "
                + switch (result) {
                    case StorageResult.Unavailable<ReleaseHistory>(var message, var advice, var _) ->
                        message + ". " + advice;
                    case StorageResult.Overtaken<ReleaseHistory>(var secret) ->
                        "the Secret " + secret + " was written by another tool in the meantime";
                    case StorageResult.TooLarge<ReleaseHistory>(var size) -> size.message();
                    case StorageResult.Done<ReleaseHistory> done ->
                        throw new IllegalStateException("it was read: " + done);
                };
    }
}
