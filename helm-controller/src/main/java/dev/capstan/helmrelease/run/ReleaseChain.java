package dev.capstan.helmrelease.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.helm.UpgradeSpec;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.DefinitionPolicy;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.record.ReleaseContent;
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
import dev.capstan.helmrelease.status.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One step after the other, until there is none or one waits: the situation of the release is named anew before each, from what is
 * stored then. What is stored is read once between two steps.
 */
final class ReleaseChain {

    private final ReleaseRendering rendering;
    private final Clock clock;

    ReleaseChain(ReleaseRendering rendering, Clock clock) {
        this.rendering = rendering;
        this.clock = clock;
    }

    /** What a step led to. */
    private sealed interface Turn {

        /** The next step follows; what is stored by then. */
        record GoesOn(Progress progress, ReleaseHistory stored) implements Turn {
            @Override
            public Turn logging(List<String> log, int from) {
                return new GoesOn(progress.logging(log, from), stored);
            }
        }

        /** The run ends, or stops for the time being. */
        record Ends(RunResult result) implements Turn {
            @Override
            public Turn logging(List<String> log, int from) {
                return result instanceof RunResult.Broken(var progress, var subject, var message)
                        ? new Ends(new RunResult.Broken(progress.logging(log, from), subject, message))
                        : this;
            }
        }

        /** The event of the step, if there is one after those that there were before, shows what was done. */
        Turn logging(List<String> log, int from);
    }

    /** A step that is being taken. */
    private record Taking(
            PreparedRelease prepared, NextStep step, ReleaseHistory stored, Progress progress, long startedNanos) {

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

        Progress.Subject subject() {
            return prepared.subject();
        }
    }

    /** Begins. */
    RunResult begin(PreparedRelease prepared, RunContext context) {
        Progress progress = Progress.begin(
                prepared.subject(),
                prepared.release().status(),
                prepared.release().requests().isReset());
        Optional<TargetChange> change = TargetChange.of(
                prepared.release().status(),
                prepared.subject().names(),
                prepared.subject().wanted().chartName(),
                reinstalls(prepared.release().spec()));
        return change.map(it -> leave(prepared, it, progress, context))
                .orElseGet(() -> steps(prepared, progress, context));
    }

    private static boolean reinstalls(HelmReleaseSpec spec) {
        return !Optional.ofNullable(spec.upgrade())
                .map(UpgradeSpec::chartNameChangeStrategy)
                .filter("InPlaceUpdate"::equals)
                .isPresent();
    }

    private RunResult leave(PreparedRelease prepared, TargetChange change, Progress progress, RunContext context) {
        var former = PreparedRelease.targetOf(prepared.release(), change.former());
        return switch (prepared.cluster().actions().history(former)) {
            case StorageResult.Done<ReleaseHistory>(var stored) -> {
                var step = new NextStep.LeaveTarget(change);
                var taking = new Taking(prepared, step, stored, progress.beginning(step), System.nanoTime());
                yield stored.last().isEmpty()
                        ? new RunResult.TargetChanged(progress.forgotten(), change.reason())
                        : resultOf(
                                prepared,
                                context,
                                settle(
                                        taking,
                                        taking.actions()
                                                .uninstall(
                                                        former,
                                                        stored,
                                                        taking.options().uninstall())));
            }
            case StorageResult<ReleaseHistory> other -> unreadable(other);
        };
    }

    private RunResult steps(PreparedRelease prepared, Progress progress, RunContext context) {
        return switch (prepared.cluster().actions().history(prepared.target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                resultOf(prepared, context, new Turn.GoesOn(progress, stored));
            case StorageResult<ReleaseHistory> other -> unreadable(other);
        };
    }

    private RunResult resultOf(PreparedRelease prepared, RunContext context, Turn first) {
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

    private Turn next(PreparedRelease prepared, RunContext context, Progress progress, ReleaseHistory stored) {
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
            return new Turn.Ends(new RunResult.Ended(
                    progress,
                    prepared.subject(),
                    step,
                    step instanceof NextStep.Nothing ? Optional.of(prepared.lastRun()) : Optional.empty(),
                    step instanceof NextStep.Nothing
                            ? DriftSearch.of(prepared.release(), prepared.cluster(), stored, context)
                            : new DriftFinding.NotAsked()));
        }
        return take(new Taking(prepared, step, stored, progress.beginning(step), System.nanoTime()));
    }

    /** What somebody asks for comes before what would follow by itself; empty when something else must be done first. */
    private Optional<Turn> rollBack(
            PreparedRelease prepared,
            RollbackRequest request,
            Situation situation,
            Progress progress,
            ReleaseHistory stored) {
        Progress.Subject subject = prepared.subject();
        return switch (RollbackVerdict.on(request, situation, progress.status(), subject.attempt(), stored)) {
            case RollbackVerdict.NotYet() -> Optional.empty();
            case RollbackVerdict.Refused(var message) ->
                Optional.of(new Turn.GoesOn(progress.refusesRollback(subject, request, message), stored));
            case RollbackVerdict.Granted(var target) -> {
                var step = new NextStep.RollBackAsAsked(target, request.id());
                yield Optional.of(take(new Taking(
                        prepared,
                        step,
                        stored,
                        progress.beginning(step).beginsRollback(subject, step),
                        System.nanoTime())));
            }
        };
    }

    private Turn take(Taking taking) {
        var target = taking.prepared().target();
        return switch (taking.step()) {
            case NextStep.Install _, NextStep.Upgrade _ -> definitions(taking);
            case NextStep.Unlock() -> settle(taking, taking.actions().heal(target, taking.stored()));
            case NextStep.Test() ->
                settle(
                        taking,
                        taking.actions()
                                .test(target, taking.stored(), taking.options().test()));
            case NextStep.RollBack(var snapshot) -> settle(taking, rolledBack(taking, snapshot));
            case NextStep.RollBackAsAsked(var snapshot, var _) -> settle(taking, rolledBack(taking, snapshot));
            case NextStep.UndoInstall(), NextStep.FinishUninstall _ ->
                settle(
                        taking,
                        taking.actions()
                                .uninstall(
                                        target,
                                        taking.stored(),
                                        taking.options().uninstall()));
            case NextStep.Nothing(),
                    NextStep.LeaveTarget _,
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> throw new IllegalStateException("not an action: " + taking.step());
        };
    }

    private static ActionOutcome rolledBack(Taking taking, ReleaseSnapshot snapshot) {
        return taking.actions()
                .rollback(
                        taking.prepared().target(),
                        taking.stored(),
                        (int) snapshot.version(),
                        taking.options().rollback());
    }

    /** The definitions of the chart come first: what it renders may be of their kinds. */
    private Turn definitions(Taking taking) {
        List<CustomResourceFile> files = taking.prepared().chart().customResourceFiles();
        DefinitionPolicy policy = taking.options().definitions(taking.step());
        if (files.isEmpty() || policy == DefinitionPolicy.SKIP) {
            return release(taking);
        }
        return prepared(
                taking,
                taking.actions()
                        .prepare(
                                taking.prepared().target(),
                                files,
                                policy,
                                taking.options().timeout(taking.step())));
    }

    private Turn prepared(Taking taking, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Prepared _, ActionOutcome.Done _ -> release(taking);
            case ActionOutcome.Waiting _ -> waits(taking, outcome, true);
            case ActionOutcome.Failed(var failure, var _, var _) -> notBegun(taking, textOf(failure));
            case ActionOutcome.Held(var state) ->
                heldBy(taking, state.message() + ". " + state.advice(), state.until());
        };
    }

    private Turn release(Taking taking) {
        var prepared = taking.prepared();
        return switch (prepared.cluster().capabilities()) {
            case ReleaseCluster.Reading.Unknown(var why) ->
                notBegun(taking, "the cluster does not say what it serves: " + why);
            case ReleaseCluster.Reading.Known(var capabilities) ->
                switch (rendering.render(prepared, taking.step(), taking.stored(), capabilities)) {
                    case RenderResult.NotRendered(var failure) -> notBegun(taking, failure.message());
                    case RenderResult.Rendered(var rendered) ->
                        settle(taking, released(taking, ReleaseContent.of(rendered)));
                };
        };
    }

    private static ActionOutcome released(Taking taking, ReleaseContent content) {
        var target = taking.prepared().target();
        return taking.step() instanceof NextStep.Install
                ? taking.actions()
                        .install(
                                target,
                                taking.stored(),
                                content,
                                taking.options().install())
                : taking.actions()
                        .upgrade(
                                target,
                                taking.stored(),
                                content,
                                taking.options().upgrade());
    }

    /** Goes on with a step that waited. */
    RunResult resume(ActionInProgress waiting, RunContext context) {
        var taking = new Taking(
                waiting.release(), waiting.step(), waiting.decidedOn(), waiting.progress(), waiting.startedNanos());
        ActionOutcome outcome = waiting.action().resume();
        return resultOf(
                waiting.release(),
                context,
                waiting.isPreparing() ? prepared(taking, outcome) : settle(taking, outcome));
    }

    /** What is known of the release when a step that waited is given up for newer input. */
    Progress giveUp(ActionInProgress waiting, String reason) {
        waiting.action().cancel(reason);
        if (waiting.isPreparing()) {
            return waiting.progress();
        }
        PreparedRelease prepared = waiting.release();
        return switch (waiting.action().resume()) {
            case ActionOutcome.Failed(var _, var record, var _)
            when record.isPresent() -> superseded(prepared, waiting.progress(), record.get());
            case ActionOutcome.Done(var record, var _, var _) -> superseded(prepared, waiting.progress(), record);
            case ActionOutcome.Failed _, ActionOutcome.Waiting _, ActionOutcome.Prepared _, ActionOutcome.Held _ ->
                waiting.progress();
        };
    }

    private static Progress superseded(PreparedRelease prepared, Progress progress, ReleaseRecord record) {
        return switch (prepared.cluster().actions().history(prepared.target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                progress.superseded(prepared.subject(), record, stored);
            case StorageResult<ReleaseHistory> _ -> progress;
        };
    }

    private Turn settle(Taking taking, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Waiting _ -> waits(taking, outcome, false);
            case ActionOutcome.Prepared _ -> throw new IllegalStateException("nothing was to be prepared");
            case ActionOutcome.Held(var state) ->
                heldBy(taking, state.message() + ". " + state.advice(), state.until());
            case ActionOutcome.Done(var record, var notices, var known) ->
                known.map(stored -> afterSuccess(taking, record, stored))
                        .orElseGet(() -> withStored(taking, stored -> afterSuccess(taking, record, stored)))
                        .logging(notices, taking.progress().events().size());
            case ActionOutcome.Failed(var failure, var record, var log) ->
                withStored(taking, stored -> afterFailure(taking, failure, record, stored))
                        .logging(log, taking.progress().events().size());
        };
    }

    private Turn withStored(Taking taking, Function<ReleaseHistory, Turn> next) {
        return switch (taking.actions().history(taking.prepared().target())) {
            case StorageResult.Done<ReleaseHistory>(var stored) -> next.apply(stored);
            // What was done is not lost: the next run finds it in the records.
            case StorageResult<ReleaseHistory> other -> new Turn.Ends(unreadable(other));
        };
    }

    private Turn afterSuccess(Taking taking, ReleaseRecord record, ReleaseHistory stored) {
        var outcome = new Progress.Outcome(record, stored, taking.took(), clock.instant());
        Progress progress = taking.progress();
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
                new Turn.Ends(new RunResult.TargetChanged(progress.forgotten(), change.reason()));
            case NextStep.Nothing(),
                    NextStep.Stall _,
                    NextStep.Refuse _,
                    NextStep.AwaitOthers _,
                    NextStep.StartAnew(),
                    NextStep.RetryLater _ -> throw new IllegalStateException("not an action: " + taking.step());
        };
    }

    private Turn afterFailure(
            Taking taking, ActionFailure failure, Optional<ReleaseRecord> made, ReleaseHistory stored) {
        String error = textOf(failure);
        Instant now = clock.instant();
        Optional<Progress.Outcome> outcome =
                made.map(record -> new Progress.Outcome(record, stored, taking.took(), now));
        Progress progress = taking.progress();
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
    private Turn notBegun(Taking taking, String error) {
        return broken(
                taking,
                taking.progress()
                        .notReleased(taking.subject(), Optional.empty(), error, taking.took(), clock.instant()),
                error);
    }

    private static Turn broken(Taking taking, Progress progress, String error) {
        return new Turn.Ends(new RunResult.Broken(
                progress,
                taking.subject(),
                "%s of release %s: %s"
                        .formatted(
                                ActionInProgress.wordOf(taking.step()),
                                taking.subject().names(),
                                error)));
    }

    private Turn waits(Taking taking, ActionOutcome outcome, boolean isPreparing) {
        if (!(outcome instanceof ActionOutcome.Waiting(var action))) {
            throw new IllegalStateException("does not wait: " + outcome);
        }
        return new Turn.Ends(new RunResult.Acting(new ActionInProgress(
                taking.prepared(),
                taking.step(),
                isPreparing,
                taking.stored(),
                taking.progress(),
                action,
                taking.options().timeout(taking.step()),
                taking.startedNanos())));
    }

    private static Turn heldBy(Taking taking, String message, Instant until) {
        return new Turn.Ends(new RunResult.Ended(
                taking.progress(),
                taking.subject(),
                new NextStep.AwaitOthers(message, until),
                Optional.empty(),
                new DriftFinding.NotAsked()));
    }

    private static Optional<ResourceInventory> inventory(Taking taking, ReleaseRecord record) {
        return taking.prepared()
                .cluster()
                .inventory(
                        record.manifest(),
                        record.namespace(),
                        taking.prepared().chart().customResourceFiles().stream()
                                .map(file -> new String(file.file().data(), UTF_8))
                                .toList());
    }

    private static String textOf(ActionFailure failure) {
        return failure.advice().isEmpty() ? failure.message() : failure.message() + ". " + failure.advice();
    }

    private static RunResult unreadable(StorageResult<ReleaseHistory> result) {
        return new RunResult.NotPrepared(
                Reason.FACTORY_ERROR,
                "the records of the release cannot be read: "
                        + switch (result) {
                            case StorageResult.Unavailable<ReleaseHistory>(var message, var advice, var _) ->
                                message + ". " + advice;
                            case StorageResult.Overtaken<ReleaseHistory>(var secret) ->
                                "the Secret " + secret + " was written by another tool in the meantime";
                            case StorageResult.TooLarge<ReleaseHistory>(var size) -> size.message();
                            case StorageResult.Done<ReleaseHistory> done ->
                                throw new IllegalStateException("it was read: " + done);
                        });
    }
}
