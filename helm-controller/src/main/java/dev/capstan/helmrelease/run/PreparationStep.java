package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.Reason;
import java.util.function.Function;

/**
 * A step of preparing a run: either it hands a value to the next one, or the run ends here.
 *
 * @param <T> what is handed on
 */
sealed interface PreparationStep<T> {

    /** The run goes on. */
    record GoesOn<T>(T value) implements PreparationStep<T> {}

    /** The run has its result; further steps do not happen. */
    record Ends<T>(ReleaseRunResult result) implements PreparationStep<T> {}

    /** Something cannot be had now. */
    static <T> PreparationStep<T> failed(Reason reason, String message) {
        return new Ends<>(new ReleaseRunResult.NotPrepared(reason, message));
    }

    /** Something else must come first. */
    static <T> PreparationStep<T> awaits(Reason reason, String message) {
        return new Ends<>(new ReleaseRunResult.NotReady(reason, message));
    }

    /** The spec must change. */
    static <T> PreparationStep<T> refused(Reason reason, String message) {
        return new Ends<>(new ReleaseRunResult.Refused(reason, message));
    }

    /** The step after this one. */
    default <U> PreparationStep<U> then(Function<T, PreparationStep<U>> next) {
        return switch (this) {
            case GoesOn<T>(var value) -> next.apply(value);
            case Ends<T>(var result) -> new Ends<>(result);
        };
    }

    /** The result of the run, the last step of which this is. */
    default ReleaseRunResult end(Function<T, ReleaseRunResult> last) {
        return switch (this) {
            case GoesOn<T>(var value) -> last.apply(value);
            case Ends<T>(var result) -> result;
        };
    }
}
