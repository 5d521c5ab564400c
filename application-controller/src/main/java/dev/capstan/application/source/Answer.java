package dev.capstan.application.source;

import java.util.function.Function;

/** What a remote says to a question, or why it does not. */
public sealed interface Answer<T> {
    record Known<T>(T value) implements Answer<T> {}

    /**
     * There is none.
     *
     * @param why for people, without credentials
     */
    record Failed<T>(String why) implements Answer<T> {}

    /** Goes on with the value; a failure is passed on unchanged. */
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Known<T>(T value) -> next.apply(value);
            case Failed<T>(String why) -> new Failed<>(why);
        };
    }

    /** Converts the value; a failure is passed on unchanged. */
    default <R> Answer<R> map(Function<? super T, ? extends R> conversion) {
        return then(value -> new Known<>(conversion.apply(value)));
    }
}
