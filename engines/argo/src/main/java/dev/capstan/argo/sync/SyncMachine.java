package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.HookDeletePolicy;
import dev.capstan.argo.annotation.SyncPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sync, step by step. {@link #next} looks at the cluster and says what to do, {@link #record} is told what came of it.
 * There is always something to do, something named to wait for, or an end. Pure: the same state and cluster give the same
 * step.
 */
public final class SyncMachine {

    private final SyncPlan plan;
    private final SyncSettings settings;

    public SyncMachine(SyncPlan plan, SyncSettings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    /**
     * The next step.
     *
     * @param live what the cluster holds of a task's object
     */
    public Turn next(SyncState state, Function<SyncTask, LiveState> live) {
        if (state.run().isPresent()) {
            return goOn(state, state.run().get(), live);
        }
        if (state.ending().isPresent()) {
            return new Turn(state, state.ending().get());
        }
        if (!plan.refusals().isEmpty()) {
            return refused(state);
        }
        return state.isChecked() ? advance(state, live) : check(state, live);
    }

    /**
     * Takes note of a batch that {@link #next} handed out.
     *
     * @param outcomes what came of each of its actions; one that is not in it counts as failed
     */
    public SyncState record(SyncState state, Map<SyncAction, ActionOutcome> outcomes) {
        return state.run()
                .filter(Run::isHandedOut)
                .map(run -> OutcomeLedger.record(state, run, outcomes, settings))
                .orElse(state);
    }

    /**
     * The next step of an operation that somebody ends: running hooks are deleted, and nothing is applied any more. Actions
     * that were handed out before must be recorded first.
     */
    public Turn terminate(SyncState state, Function<SyncTask, LiveState> live) {
        if (state.ending().isPresent() || isTerminating(state)) {
            return next(state, live);
        }
        return goOn(Termination.begin(plan.tasks(), settings, state, live), live);
    }

    private static boolean isTerminating(SyncState state) {
        return state.run().map(run -> run.purpose() == Run.Purpose.TERMINATE).orElse(false);
    }

    private Turn goOn(SyncState state, Function<SyncTask, LiveState> live) {
        return state.run().isPresent() ? goOn(state, state.run().get(), live) : next(state, live);
    }

    private Turn goOn(SyncState state, Run run, Function<SyncTask, LiveState> live) {
        if (!run.batches().isEmpty()) {
            Run handedOut = run.handedOut();
            return new Turn(
                    state.with(Optional.of(handedOut)),
                    new Decision.Run(handedOut.batches().getFirst()));
        }
        SyncState done = state.with(Optional.empty());
        return switch (run.purpose()) {
            case NAMESPACE ->
                run.outcome() == Run.Outcome.FAILED
                        ? fail(done, run.tasks(), List.of(), "the namespace failed to apply", live)
                        : check(done, live);
            case CHECK ->
                run.outcome() == Run.Outcome.FAILED
                        ? end(done, OperationPhase.FAILED, "one or more objects failed to apply (dry run)")
                        : advance(done.checked(), live);
            case WAVE -> finishWave(done, run, live);
            case SYNC_FAIL ->
                run.outcome() == Run.Outcome.PENDING
                        ? new Turn(done, WaitMessage.forDeletion(run.tasks(), settings))
                        : advance(done, live);
            case RELEASE, CLEANUP -> next(done, live);
            case TERMINATE ->
                run.outcome() == Run.Outcome.FAILED
                        ? end(done, OperationPhase.ERROR, "Operation termination had errors")
                        : end(done, OperationPhase.FAILED, "Operation terminated");
        };
    }

    private Turn refused(SyncState state) {
        SyncResults refused = Refusals.note(plan, state.results());
        return end(state.with(refused), OperationPhase.FAILED, Refusals.message(plan));
    }

    private Turn check(SyncState state, Function<SyncTask, LiveState> live) {
        List<SyncTask> tasks = new ArrayList<>(plan.tasks());
        tasks.removeIf(settings::leavesOut);
        Optional<SyncTask> namespace =
                tasks.stream().filter(this::makesNamespace).findFirst();
        if (namespace.isPresent()) {
            if (state.results().of(namespace.get()).isPending()) {
                List<SyncTask> only = List.of(namespace.get());
                return start(
                        state, Run.of(Run.Purpose.NAMESPACE, only, WaveBatches.applies(only, settings), false), live);
            }
            tasks.remove(namespace.get());
        }
        SyncState noted = settings.isDryRun() ? state.with(DryRunResults.of(tasks, settings, state.results())) : state;
        List<SyncAction> actions = new ArrayList<>();
        for (SyncTask task : tasks) {
            boolean isOpen = state.results().of(task).isPending();
            if (isOpen && !task.isPrune() && !task.skipsDryRun()) {
                actions.add(new SyncAction.DryRun(task, ApplyMode.of(task, settings, true)));
            }
        }
        return start(noted, Run.of(Run.Purpose.CHECK, tasks, List.of(actions), false), live);
    }

    private boolean makesNamespace(SyncTask task) {
        return task.live().isEmpty()
                && task.key().isKind("", "Namespace")
                && task.key().name().equals(plan.namespace());
    }

    private Turn advance(SyncState before, Function<SyncTask, LiveState> live) {
        List<SyncTask> tasks = plan.tasks();
        SyncResults updated = Progress.update(tasks, before.results(), live);
        boolean isMultiStep = !tasks.isEmpty()
                && (tasks.getFirst().wave() != tasks.getLast().wave()
                        || tasks.getFirst().phase() != tasks.getLast().phase());
        List<SyncTask> running = tasks.stream()
                .filter(task ->
                        (isMultiStep || task.isHook()) && updated.of(task).isRunning())
                .toList();
        SyncResults results = Progress.failMissing(running, updated, live);
        SyncState state = before.with(results);
        List<SyncTask> waiting =
                running.stream().filter(task -> results.of(task).isRunning()).toList();
        if (!waiting.isEmpty()) {
            return new Turn(state, WaitMessage.forCompletion(waiting, Duration.ZERO));
        }
        List<SyncTask> going = tasks.stream()
                .filter(task -> results.of(task).is(ResultCode.PRUNED)
                        && live.apply(task) instanceof LiveState.Present present
                        && present.isDeleting())
                .toList();
        if (!going.isEmpty()) {
            return new Turn(state, WaitMessage.forDeletion(going, settings));
        }
        List<SyncAction> releases = new ArrayList<>();
        for (SyncTask task : tasks) {
            if (task.isHook()
                    && !settings.isDryRun()
                    && results.of(task).isCompleted()
                    && !state.released().contains(task.id())
                    && live.apply(task) instanceof LiveState.Present present
                    && present.hasHookFinalizer()) {
                releases.add(new SyncAction.ReleaseHook(task));
            }
        }
        if (!releases.isEmpty()) {
            return start(state, Run.of(Run.Purpose.RELEASE, tasks, List.of(releases), false), live);
        }
        return afterWaiting(state, live);
    }

    private Turn afterWaiting(SyncState state, Function<SyncTask, LiveState> live) {
        List<SyncTask> regular = plan.tasks().stream()
                .filter(task -> task.phase() != SyncPhase.SYNC_FAIL)
                .toList();
        if (regular.stream().anyMatch(task -> state.results().of(task).isFailure())) {
            List<SyncTask> failed = state.results().failed(regular);
            return fail(
                    state, failed, plan.tasks(), "one or more synchronization tasks completed unsuccessfully", live);
        }
        List<SyncTask> pending = regular.stream()
                .filter(task -> state.results().of(task).isPending() && !settings.leavesOut(task))
                .toList();
        if (pending.isEmpty()) {
            return succeed(state, "successfully synced (no more tasks)", live);
        }
        SyncTask first = pending.getFirst();
        List<SyncTask> wave = pending.stream()
                .filter(task -> task.phase() == first.phase() && task.wave() == first.wave())
                .toList();
        return startWave(state, Run.Purpose.WAVE, wave, wave.size() == pending.size(), live);
    }

    private Turn startWave(
            SyncState state,
            Run.Purpose purpose,
            List<SyncTask> wave,
            boolean isLast,
            Function<SyncTask, LiveState> live) {
        if (wave.stream().anyMatch(settings::waitsForConfirmation)) {
            return start(state, Run.of(purpose, wave, List.of(), isLast).holding(), live);
        }
        SyncResults.Draft draft = state.results().change();
        for (SyncTask task : wave) {
            PruneRefusal.of(task, settings)
                    .ifPresent(message -> draft.set(task, ResultCode.PRUNE_SKIPPED, OperationPhase.SUCCEEDED, message));
        }
        SyncState noted = state.with(draft.done());
        Run run = Run.of(purpose, wave, WaveBatches.of(wave, settings, noted.results(), live), isLast);
        boolean isHeld = WaveBatches.onlyWaits(wave, settings, noted.results(), live);
        return start(noted, isHeld ? run.holding() : run, live);
    }

    private Turn finishWave(SyncState state, Run run, Function<SyncTask, LiveState> live) {
        return switch (run.outcome()) {
            case PENDING -> {
                List<SyncTask> held = run.tasks().stream()
                        .filter(task -> settings.waitsForConfirmation(task)
                                || WaveBatches.mustGoFirst(task, state.results(), live.apply(task)))
                        .toList();
                yield new Turn(state, WaitMessage.forDeletion(held.isEmpty() ? run.tasks() : held, settings));
            }
            case FAILED -> {
                boolean hasRunningHooks = run.tasks().stream()
                        .anyMatch(task ->
                                task.isHook() && state.results().of(task).isRunning());
                yield hasRunningHooks
                        ? advance(state, live)
                        : fail(
                                state,
                                state.results().failed(run.tasks()),
                                plan.tasks(),
                                "one or more objects failed to apply",
                                live);
            }
            case SUCCESSFUL ->
                run.isLastWave() && run.tasks().stream().noneMatch(SyncTask::isHook)
                        ? succeed(state, "successfully synced (all tasks run)", live)
                        : new Turn(
                                state,
                                WaitMessage.forCompletion(
                                        run.tasks(), run.isLastWave() ? Duration.ZERO : settings.pauseBetweenWaves()));
        };
    }

    /** Deletes hooks that go after a failure, runs those that are there for failures, and ends. */
    private Turn fail(
            SyncState state,
            List<SyncTask> failed,
            List<SyncTask> all,
            String message,
            Function<SyncTask, LiveState> live) {
        List<SyncAction> deletions = HookCleanup.of(all, state, settings, HookDeletePolicy.HOOK_FAILED, live);
        List<SyncTask> onFailure =
                all.stream().filter(task -> task.phase() == SyncPhase.SYNC_FAIL).toList();
        List<SyncTask> open = onFailure.stream()
                .filter(task -> state.results().of(task).isPending())
                .toList();
        if (settings.isDryRun() || open.isEmpty()) {
            String reason = FailureMessage.of(message, failed, onFailure, state.results());
            return start(
                    state.endingWith(new Decision.End(OperationPhase.FAILED, reason)),
                    Run.of(Run.Purpose.CLEANUP, all, List.of(deletions), true),
                    live);
        }
        if (!deletions.isEmpty()) {
            return start(state, Run.of(Run.Purpose.CLEANUP, all, List.of(deletions), true), live);
        }
        return startWave(state, Run.Purpose.SYNC_FAIL, open, true, live);
    }

    private Turn succeed(SyncState state, String message, Function<SyncTask, LiveState> live) {
        List<SyncAction> deletions =
                HookCleanup.of(plan.tasks(), state, settings, HookDeletePolicy.HOOK_SUCCEEDED, live);
        return start(
                state.endingWith(new Decision.End(OperationPhase.SUCCEEDED, message)),
                Run.of(Run.Purpose.CLEANUP, plan.tasks(), List.of(deletions), true),
                live);
    }

    private Turn start(SyncState state, Run run, Function<SyncTask, LiveState> live) {
        return goOn(state.with(Optional.of(run)), run, live);
    }

    private static Turn end(SyncState state, OperationPhase phase, String message) {
        Decision.End end = new Decision.End(phase, message);
        return new Turn(state.with(Optional.<Run>empty()).endingWith(end), end);
    }
}
