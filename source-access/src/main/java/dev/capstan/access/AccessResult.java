package dev.capstan.access;

import java.util.function.Function;

/** What a spec and its Secrets say about who we are for an upstream, or the expected failure that keeps it from being said. */
public sealed interface AccessResult<T> {
    record Success<T>(T value) implements AccessResult<T> {}

    record Failed<T>(AccessFailure failure) implements AccessResult<T> {}

    static <T> AccessResult<T> success(T value) {
        return new Success<>(value);
    }

    static <T> AccessResult<T> failed(AccessFailure failure) {
        return new Failed<>(failure);
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> AccessResult<R> then(Function<? super T, AccessResult<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> AccessResult<R> map(Function<? super T, ? extends R> conversion) {
        return then(value -> success(conversion.apply(value)));
    }

    /** The end of the steps: the value as it is, or what a failure means. */
    default T orElse(Function<AccessFailure, ? extends T> onFailure) {
        return switch (this) {
            case Success<T>(var value) -> value;
            case Failed<T>(var failure) -> onFailure.apply(failure);
        };
    }
}
