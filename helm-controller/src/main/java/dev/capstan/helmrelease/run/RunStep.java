package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.Reason;
import java.util.function.Function;

/**
 * A step of preparing a run: either it hands a value to the next one, or the run ends here.
 *
 * @param <T> what is handed on
 */
sealed interface RunStep<T> {

    /** The run goes on. */
    record GoesOn<T>(T value) implements RunStep<T> {}

    /** The run has its result; further steps do not happen. */
    record Ends<T>(RunResult result) implements RunStep<T> {}

    /** Something cannot be had now. */
    static <T> RunStep<T> failed(Reason reason, String message) {
        return new Ends<>(new RunResult.NotPrepared(reason, message));
    }

    /** Something else must come first. */
    static <T> RunStep<T> awaits(Reason reason, String message) {
        return new Ends<>(new RunResult.NotReady(reason, message));
    }

    /** The spec must change. */
    static <T> RunStep<T> refused(Reason reason, String message) {
        return new Ends<>(new RunResult.Refused(reason, message));
    }

    /** The step after this one. */
    default <U> RunStep<U> then(Function<T, RunStep<U>> next) {
        return switch (this) {
            case GoesOn<T>(var value) -> next.apply(value);
            case Ends<T>(var result) -> new Ends<>(result);
        };
    }

    /** The result of the run, the last step of which this is. */
    default RunResult end(Function<T, RunResult> last) {
        return switch (this) {
            case GoesOn<T>(var value) -> last.apply(value);
            case Ends<T>(var result) -> result;
        };
    }
}
