package dev.capstan.source;

import dev.capstan.access.AccessResult;
import java.util.function.Function;

/** The value of a step, or the expected failure that ends the update. */
public sealed interface SourceResult<T> {
    record Success<T>(T value) implements SourceResult<T> {}

    record Failed<T>(SourceFailure failure) implements SourceResult<T> {}

    static <T> SourceResult<T> success(T value) {
        return new Success<>(value);
    }

    static <T> SourceResult<T> failed(SourceFailure failure) {
        return new Failed<>(failure);
    }

    /** Who we are for the upstream, as the result of a step. */
    static <T> SourceResult<T> of(AccessResult<T> access) {
        return switch (access) {
            case AccessResult.Success<T>(var value) -> success(value);
            case AccessResult.Failed<T>(var failure) -> failed(new CommonSourceFailure.Access(failure));
        };
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> SourceResult<R> then(Function<? super T, SourceResult<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> SourceResult<R> map(Function<? super T, ? extends R> conversion) {
        return then(value -> success(conversion.apply(value)));
    }

    /** The end of the steps: the value as it is, or what a failure means. */
    default T orElse(Function<SourceFailure, ? extends T> onFailure) {
        return switch (this) {
            case Success<T>(var value) -> value;
            case Failed<T>(var failure) -> onFailure.apply(failure);
        };
    }
}
