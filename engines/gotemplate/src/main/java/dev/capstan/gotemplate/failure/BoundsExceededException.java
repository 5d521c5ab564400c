package dev.capstan.gotemplate.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run has asked for more than it may have. Passes through functions untouched: it is the failure of the whole run,
 * and a function that catches it must throw it again.
 */
public final class BoundsExceededException extends TemplateException {

    private static final long serialVersionUID = 1L;

    private final Bound bound;
    private final @Nullable Place place;

    /** Says which bound, and what the run did. */
    public BoundsExceededException(Bound bound, String message) {
        this(bound, message, null);
    }

    private BoundsExceededException(Bound bound, String message, @Nullable Place place) {
        super(message, null);
        this.bound = bound;
        this.place = place;
    }

    /** What there was too much of. */
    public Bound bound() {
        return bound;
    }

    /** Where the run was, if that is known. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** The same failure, with the place where it happened. */
    public BoundsExceededException at(Place where, String template) {
        return new BoundsExceededException(
                bound, "template: " + where + ": executing \"" + template + "\": " + getMessage(), where);
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
