package dev.capstan.gotemplate.trace;

/**
 * Told by a run about its output. Outputs nest: what {@code include} and {@code tpl} call writes into an output of
 * its own, which becomes a value of the caller. A {@code template} action writes into the caller's output.
 */
public interface OutputListener {

    /** A template begins to write into a new output. */
    default void begin(String template) {}

    /** Something was written into the innermost output. */
    void wrote(Piece piece);

    /** The innermost output is complete, and this is its text. Never called for outputs of runs that fail. */
    default void end(String template, String text) {}
}
