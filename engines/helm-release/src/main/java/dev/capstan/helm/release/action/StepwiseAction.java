package dev.capstan.helm.release.action;

import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.RunningAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An action under way: what it waits for, what is left to do, and how it ends. */
final class StepwiseAction implements RunningAction {

    /** How an action ends. */
    interface Ending {

        /** What is to be done when it has failed, before the failed step cleans up; not asked when it was overtaken. */
        List<ActionStep> afterFailure(ActionFailure failure);

        ActionOutcome outcomeOf(ActionFailure failure);

        ActionOutcome done();
    }

    private final Deque<ActionStep> steps;
    private final Ending ending;
    private Optional<ActionFailure> failure = Optional.empty();
    private Optional<StepResult.Wait> waiting = Optional.empty();

    private StepwiseAction(List<ActionStep> steps, Ending ending) {
        this.steps = new ArrayDeque<>(steps);
        this.ending = ending;
    }

    /** Runs the steps until the first wait, or the end. */
    static ActionOutcome run(List<ActionStep> steps, Ending ending) {
        return new StepwiseAction(steps, ending).resume();
    }

    @Override
    public ActionOutcome resume() {
        while (true) {
            if (waiting.isPresent()) {
                StepResult.Wait now = waiting.get();
                CompletableFuture<HealthOutcome> decided = outcome(now.awaited());
                if (!decided.isDone()) {
                    return new ActionOutcome.Waiting(this);
                }
                waiting = Optional.empty();
                take(now.then().apply(decided.join()));
            } else if (!steps.isEmpty()) {
                take(steps.pop().run());
            } else {
                return failure.map(ending::outcomeOf).orElseGet(ending::done);
            }
        }
    }

    private void take(StepResult result) {
        switch (result) {
            case StepResult.Next(var more) -> more.reversed().forEach(steps::push);
            case StepResult.Wait wait -> waiting = Optional.of(wait);
            case StepResult.Failed failed -> fail(failed);
        }
    }

    /**
     * The first failure is the one that counts; what fails while cleaning up after it is left as it is. Only when somebody
     * else has written the record, nothing more is done: what is in the cluster is theirs by now. So it may be when the
     * failure cannot be recorded: then nobody knows who has the release.
     */
    private void fail(StepResult.Failed failed) {
        if (failed.failure() instanceof RecordFailure.Overtaken) {
            failure = Optional.of(failed.failure());
            steps.clear();
        } else if (failure.isPresent() && failed.failure() instanceof RecordFailure) {
            steps.clear();
        } else if (failure.isEmpty()) {
            failure = Optional.of(failed.failure());
            steps.clear();
            steps.addAll(ending.afterFailure(failed.failure()));
            steps.addAll(failed.cleanup());
        }
    }

    @Override
    public String what() {
        return waiting.map(StepResult.Wait::what).orElse("");
    }

    @Override
    public List<ObjectHealth> pending() {
        return waiting.map(wait -> wait.awaited().pending()).orElse(List.of());
    }

    @Override
    public void whenDecided(Runnable callback) {
        waiting.ifPresentOrElse(wait -> outcome(wait.awaited()).thenRun(callback), callback);
    }

    @Override
    public void cancel(String reason) {
        waiting.ifPresent(wait -> wait.awaited().cancel(reason));
    }

    private static CompletableFuture<HealthOutcome> outcome(HealthWait wait) {
        return wait.outcome().toCompletableFuture();
    }
}
