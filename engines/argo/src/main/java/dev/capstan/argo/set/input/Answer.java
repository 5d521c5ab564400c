package dev.capstan.argo.set.input;

/**
 * The answer to a question.
 *
 * @param <A> what was asked for
 */
public sealed interface Answer<A> {
    /**
     * It was found.
     *
     * @param value the answer
     */
    record Found<A>(A value) implements Answer<A> {}

    /**
     * What was asked about is not there.
     *
     * @param message what is not there, for people; without secrets
     */
    record Absent<A>(String message) implements Answer<A> {}

    /**
     * It could not be found out, or may not be asked.
     *
     * @param message why, for people; without secrets
     */
    record Failed<A>(String message) implements Answer<A> {}
}
