package dev.capstan.gotemplate.failure;

/**
 * A run has asked for more than it may have. Passes through functions untouched: it is the failure of the whole run,
 * and a function that catches it must throw it again.
 */
public final class BoundsExceededException extends TemplateException {

    private static final long serialVersionUID = 1L;

    private final Bound bound;

    /** Says which bound, and what the run did. */
    public BoundsExceededException(Bound bound, String message) {
        super(message, null);
        this.bound = bound;
    }

    /** What there was too much of. */
    public Bound bound() {
        return bound;
    }

    /** The same failure, with the place where it happened in front of it. */
    public BoundsExceededException at(String location) {
        return new BoundsExceededException(bound, location + getMessage());
    }

    /** What a run has a bound for. */
    public enum Bound {
        /** The deadline has passed. */
        TIME,
        /** Somebody has ended the run from outside. */
        CANCELLED,
        /** Templates that call templates, or values within values. */
        DEPTH,
        /** Bytes written. */
        OUTPUT,
        /** Bytes of one value, or of all values that functions have made. */
        VALUE
    }
}
