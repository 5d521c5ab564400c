package dev.capstan.forge;

import java.util.Optional;
import java.util.function.Function;

/** What an operation on a forge gives back: its value, or the expected failure that kept it from having one. */
public sealed interface ForgeResult<T> {

    /** The operation did what was asked. */
    record Success<T>(T value) implements ForgeResult<T> {}

    /** The operation could not do what was asked. */
    record Failed<T>(ForgeFailure failure) implements ForgeResult<T> {}

    /** What may fail on its way. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws ForgeFailureException;
    }

    static <T> ForgeResult<T> success(T value) {
        return new Success<>(value);
    }

    static <T> ForgeResult<T> failed(ForgeFailure failure) {
        return new Failed<>(failure);
    }

    /** Runs the attempt and turns what it throws into a value. */
    static <T> ForgeResult<T> of(Attempt<T> attempt) {
        try {
            return success(attempt.run());
        } catch (ForgeFailureException e) {
            return failed(e.failure());
        }
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> ForgeResult<R> then(Function<? super T, ForgeResult<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> ForgeResult<R> map(Function<? super T, ? extends R> conversion) {
        return then(value -> new Success<>(conversion.apply(value)));
    }

    /** The value; empty after a failure. */
    default Optional<T> success() {
        return switch (this) {
            case Success<T>(var value) -> Optional.of(value);
            case Failed<T> _ -> Optional.empty();
        };
    }

    /** The failure; empty after a success. */
    default Optional<ForgeFailure> problem() {
        return switch (this) {
            case Success<T> _ -> Optional.empty();
            case Failed<T>(var failure) -> Optional.of(failure);
        };
    }

    /**
     * The value.
     *
     * @throws ForgeFailureException instead of a failure
     */
    default T orThrow() throws ForgeFailureException {
        return switch (this) {
            case Success<T>(var value) -> value;
            case Failed<T>(var failure) -> throw new ForgeFailureException(failure);
        };
    }
}
