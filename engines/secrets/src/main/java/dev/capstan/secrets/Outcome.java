package dev.capstan.secrets;

import java.util.function.Function;

/** What an operation gives: its result, or why there is none. */
public sealed interface Outcome<T> {
    /** The result. */
    record Done<T>(T value) implements Outcome<T> {
        /** Says nothing of the result, which may be secret. */
        @Override
        public String toString() {
            return "Done";
        }
    }

    /** Nothing was done. */
    record Refused<T>(SecretsFailure failure) implements Outcome<T> {}

    /** The result of another step with this result; a refusal stays one. */
    default <U> Outcome<U> then(Function<T, Outcome<U>> step) {
        return switch (this) {
            case Done<T> done -> step.apply(done.value());
            case Refused<T> refused -> new Refused<>(refused.failure());
        };
    }

    /**
     * The result.
     *
     * @throws SecretsException when it was refused
     */
    default T orElseThrow() {
        return switch (this) {
            case Done<T> done -> done.value();
            case Refused<T> refused -> throw new SecretsException(refused.failure());
        };
    }
}
