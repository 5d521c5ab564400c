package dev.capstan.expression;

import java.util.Map;

/** A compiled expression that answers yes or no. Thread-safe. */
public interface Expression {

    /** What an evaluation gives. */
    sealed interface Answer {

        /** The expression has an answer. */
        record Known(boolean isTrue) implements Answer {}

        /** It has none, for example because a field is missing; the cause is for people. */
        record Unknown(String cause) implements Answer {}
    }

    /**
     * Evaluates over objects in their JSON form: maps, lists, strings, booleans, {@code Long} and {@code Double}. Bounded
     * in time; never throws.
     *
     * @param variables values by variable name
     */
    Answer evaluate(Map<String, ?> variables);
}
