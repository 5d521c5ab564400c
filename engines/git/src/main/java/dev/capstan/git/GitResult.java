package dev.capstan.git;

import java.util.Optional;
import java.util.function.Function;

/** What a Git operation gives back: its value, or the expected failure that kept it from having one. */
public sealed interface GitResult<T> {

    /** The operation did what was asked. */
    record Success<T>(T value) implements GitResult<T> {}

    /** The operation could not do what was asked; nothing changed for the caller. */
    record Failed<T>(GitFailure failure) implements GitResult<T> {}

    static <T> GitResult<T> success(T value) {
        return new Success<>(value);
    }

    static <T> GitResult<T> failed(GitFailure failure) {
        return new Failed<>(failure);
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> GitResult<R> then(Function<? super T, GitResult<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> GitResult<R> map(Function<? super T, ? extends R> conversion) {
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
    default Optional<GitFailure> problem() {
        return switch (this) {
            case Success<T> _ -> Optional.empty();
            case Failed<T>(var failure) -> Optional.of(failure);
        };
    }

    /** The value, where a failure can only be a bug of the caller. */
    default T orElseThrow() {
        return switch (this) {
            case Success<T>(var value) -> value;
            case Failed<T>(var failure) -> throw new IllegalStateException(failure.message());
        };
    }
}
