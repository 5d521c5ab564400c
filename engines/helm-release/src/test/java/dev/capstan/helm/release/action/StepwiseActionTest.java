package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.RecordFailure;
import dev.capstan.helm.release.Records;
import dev.capstan.helm.release.record.ReleaseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StepwiseActionTest {

    private final List<String> log = new ArrayList<>();
    private final ManualWait wait = new ManualWait();

    @Test
    void runsStepsInOrderAndThoseThatAStepAddsBeforeTheOthers() {
        ActionOutcome outcome = run(
                logging("one"), () -> new StepResult.Next(List.of(logging("two"), logging("three"))), logging("four"));

        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        assertThat(log).containsExactly("one", "two", "three", "four");
    }

    @Test
    void goesOnAfterAWaitAndNotBefore() {
        ActionOutcome outcome = run(waiting(StepResult.done()), logging("after"));

        assertThat(outcome).isInstanceOfSatisfying(ActionOutcome.Waiting.class, waiting -> {
            assertThat(waiting.action().what()).isEqualTo("the end");
            waiting.action().whenDecided(() -> log.add("called back"));
            assertThat(waiting.action().resume()).isEqualTo(waiting);
            wait.outcome.complete(new HealthOutcome.Healthy(Duration.ZERO));
            assertThat(waiting.action().resume()).isInstanceOf(ActionOutcome.Done.class);
        });
        assertThat(log).containsExactly("called back", "after");
    }

    @Test
    void callsBackAtOnceWhenTheWaitIsOverAlready() {
        ActionOutcome.Waiting outcome = (ActionOutcome.Waiting) run(waiting(StepResult.done()));
        wait.outcome.complete(new HealthOutcome.Healthy(Duration.ZERO));

        outcome.action().whenDecided(() -> log.add("called back"));

        assertThat(log).containsExactly("called back");
    }

    @Test
    void recordsAFailureBeforeItCleansUpAndLeavesTheOtherStepsOut() {
        ActionOutcome outcome =
                run(() -> new StepResult.Failed(failure("first"), List.of(logging("cleaned up"))), logging("never"));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(failure("first"), Optional.empty()));
        assertThat(log).containsExactly("recorded first", "cleaned up");
    }

    @Test
    void keepsTheFirstFailureWhenCleaningUpFails() {
        ActionOutcome outcome = run(() -> new StepResult.Failed(
                failure("first"), List.of(() -> StepResult.failed(failure("second")), logging("cleaned up"))));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(failure("first"), Optional.empty()));
        assertThat(log).containsExactly("recorded first", "cleaned up");
    }

    /** Its successor may have taken over the very objects that would be deleted. */
    @Test
    void cleansNothingUpWhenItWasOvertaken() {
        ActionFailure overtaken = new RecordFailure.Overtaken("sh.helm.release.v1.shop.v2");

        ActionOutcome outcome = run(() -> new StepResult.Failed(
                failure("first"), List.of(() -> StepResult.failed(overtaken), logging("cleaned up"))));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(overtaken, Optional.empty()));
        assertThat(log).containsExactly("recorded first");
    }

    /** Whether somebody else has the release by now is not known. */
    @Test
    void cleansNothingUpWhenTheFailureCannotBeRecorded() {
        ActionFailure unrecorded = new RecordFailure.StorageUnavailable("the API server does not answer", "", true);

        ActionOutcome outcome = run(() -> new StepResult.Failed(
                failure("first"), List.of(() -> StepResult.failed(unrecorded), logging("cleaned up"))));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(failure("first"), Optional.empty()));
        assertThat(log).containsExactly("recorded first");
    }

    @Test
    void givesUpAtOnceWhenItIsOvertaken() {
        ActionFailure overtaken = new RecordFailure.Overtaken("sh.helm.release.v1.shop.v2");

        ActionOutcome outcome = run(() -> new StepResult.Failed(overtaken, List.of(logging("cleaned up"))));

        assertThat(outcome).isEqualTo(new ActionOutcome.Failed(overtaken, Optional.empty()));
        assertThat(log).isEmpty();
    }

    @Test
    void endsItsWaitWhenItIsCancelled() {
        ActionOutcome.Waiting outcome = (ActionOutcome.Waiting) run(waiting(StepResult.failed(failure("cancelled"))));

        outcome.action().cancel("not wanted");

        assertThat(wait.outcome).isCompletedWithValueMatching(HealthOutcome.Superseded.class::isInstance);
        assertThat(outcome.action().resume()).isInstanceOf(ActionOutcome.Failed.class);
    }

    private ActionOutcome run(ActionStep... steps) {
        return StepwiseAction.run(List.of(steps), new StepwiseAction.Ending() {
            @Override
            public List<ActionStep> afterFailure(ActionFailure failure) {
                return List.of(logging("recorded " + failure.message()));
            }

            @Override
            public ActionOutcome outcomeOf(ActionFailure failure) {
                return new ActionOutcome.Failed(failure, Optional.empty());
            }

            @Override
            public ActionOutcome done() {
                return new ActionOutcome.Done(Records.record(1, ReleaseStatus.DEPLOYED), List.of());
            }
        });
    }

    private ActionStep logging(String what) {
        return () -> {
            log.add(what);
            return StepResult.done();
        };
    }

    private ActionStep waiting(StepResult then) {
        return () -> new StepResult.Wait(wait, "the end", outcome -> then);
    }

    private static ActionFailure failure(String what) {
        return new ActionFailure.NotApplicable(what, "nothing");
    }

    /** A wait that the test decides. */
    private static final class ManualWait implements HealthWait {

        private final CompletableFuture<HealthOutcome> outcome = new CompletableFuture<>();

        @Override
        public CompletionStage<HealthOutcome> outcome() {
            return outcome;
        }

        @Override
        public List<ObjectHealth> pending() {
            return List.of();
        }

        @Override
        public void cancel(String reason) {
            outcome.complete(new HealthOutcome.Superseded(Duration.ZERO, reason));
        }
    }
}
