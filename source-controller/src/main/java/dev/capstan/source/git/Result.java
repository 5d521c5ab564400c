package dev.capstan.source.git;

import java.util.function.Function;

/** The value of a step, or the expected failure that ends the run. */
public sealed interface Result<T> {
    record Success<T>(T value) implements Result<T> {}

    record Failed<T>(SourceFailure failure) implements Result<T> {}

    static <T> Result<T> success(T value) {
        return new Success<>(value);
    }

    static <T> Result<T> failed(SourceFailure failure) {
        return new Failed<>(failure);
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> Result<R> then(Function<? super T, Result<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }
}
