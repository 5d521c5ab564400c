package dev.capstan.kustomization.run;

import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.SourceRevision;
import java.util.Optional;
import java.util.function.Function;

/**
 * A step of a run: either it hands a value to the next one, or the run ends here.
 *
 * @param <T> what is handed on
 */
sealed interface RunStep<T> {

    /** The run goes on. */
    record GoesOn<T>(T value) implements RunStep<T> {}

    /** The run has its result; further steps do not happen. */
    record Ends<T>(RunResult result) implements RunStep<T> {}

    /** The run fails before anything was done to the cluster. */
    static <T> RunStep<T> failed(Reason reason, RunStage stage, String message, SourceRevision revision) {
        return new Ends<>(new RunResult.Failed(reason, stage, message, revision, Optional.empty()));
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
