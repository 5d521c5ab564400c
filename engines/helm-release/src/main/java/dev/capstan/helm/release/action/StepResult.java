package dev.capstan.helm.release.action;

import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.helm.release.ActionFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a step came to. */
sealed interface StepResult {

    /** It is done; these are to be done before all others. */
    record Next(List<ActionStep> more) implements StepResult {
        public Next {
            more = List.copyOf(more);
        }
    }

    /**
     * It goes on when the cluster has become so, or has not.
     *
     * @param what what is waited for, for people
     * @param then how it goes on
     */
    record Wait(HealthWait awaited, String what, Function<HealthOutcome, StepResult> then) implements StepResult {}

    /**
     * It failed, and with it the action.
     *
     * @param cleanup what is to be done all the same
     */
    record Failed(ActionFailure failure, List<ActionStep> cleanup) implements StepResult {
        public Failed {
            cleanup = List.copyOf(cleanup);
        }
    }

    /** It is done. */
    static StepResult done() {
        return new Next(List.of());
    }

    static StepResult failed(ActionFailure failure) {
        return new Failed(failure, List.of());
    }

    /** Done, unless there is a failure. */
    static StepResult unless(Optional<ActionFailure> failure) {
        return failure.map(StepResult::failed).orElseGet(StepResult::done);
    }
}
