package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;

/** How deep within a value somebody is who walks over it; ends the run when the value is too deep or holds itself. */
final class ValueDepth {

    /** As deep as Go's encoders go before they look for cycles. */
    private static final int DEEPEST = 1_000;

    private int depth;

    void enter() {
        if (++depth > DEEPEST) {
            throw new BoundsExceededException(
                    Bound.DEPTH, "a value is nested deeper than " + DEEPEST + " levels, or holds itself");
        }
    }

    void leave() {
        depth--;
    }
}
