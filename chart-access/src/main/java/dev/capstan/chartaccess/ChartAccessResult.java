package dev.capstan.chartaccess;

import java.util.function.Function;

/** What a chart repository or a registry gave, or the expected failure that kept it from doing so. */
public sealed interface ChartAccessResult<T> {
    record Success<T>(T value) implements ChartAccessResult<T> {}

    record Failed<T>(ChartAccessFailure failure) implements ChartAccessResult<T> {}

    static <T> ChartAccessResult<T> success(T value) {
        return new Success<>(value);
    }

    static <T> ChartAccessResult<T> failed(ChartAccessFailure failure) {
        return new Failed<>(failure);
    }

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> ChartAccessResult<R> then(Function<? super T, ChartAccessResult<R>> next) {
        return switch (this) {
            case Success<T>(var value) -> next.apply(value);
            case Failed<T>(var failure) -> new Failed<>(failure);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> ChartAccessResult<R> map(Function<? super T, ? extends R> conversion) {
        return then(value -> success(conversion.apply(value)));
    }

    /** The end of the steps: the value as it is, or what a failure means. */
    default T orElse(Function<ChartAccessFailure, ? extends T> onFailure) {
        return switch (this) {
            case Success<T>(var value) -> value;
            case Failed<T>(var failure) -> onFailure.apply(failure);
        };
    }
}
