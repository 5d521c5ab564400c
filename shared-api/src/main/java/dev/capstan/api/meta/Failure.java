package dev.capstan.api.meta;

/**
 * An expected failure as a value: what went wrong, whose turn it is, and when to try again. Every feature seals its own hierarchy of
 * records below this interface and answers the three questions in switches without a default.
 */
public interface Failure {
    /** The code that conditions, events and metrics carry; it never changes for the same kind of failure. */
    Reason reason();

    /** Whose turn it is; metrics count by it. */
    Family family();

    /** What must happen before another try makes sense. */
    Retry retry();

    /**
     * What was tried, on what, and what the reader can do: plain text without credentials, host paths or type names.
     */
    String message();

    /** Whose turn it is. */
    enum Family {
        /** What the user declared cannot work as it is. */
        USER_INPUT,
        /** Something we depend on did not answer as it should. */
        DEPENDENCY,
        /** A limit of memory, disk, size or time was hit. */
        EXHAUSTED_RESOURCES,
        /** We made a mistake. */
        OUR_BUG
    }

    /** When to try again. */
    enum Retry {
        /** Not before the input changes: the object is stalled. */
        ON_INPUT_CHANGE,
        /** When the thing waited for changes, and at the latest after the dependency interval. */
        ON_DEPENDENCY,
        /** After a delay that grows. */
        WITH_BACKOFF
    }
}
