package dev.capstan.gotemplate.trace;

import dev.capstan.gotemplate.failure.Place;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A stretch of the output of one template that was written at once.
 *
 * @param template the name of the template that was running
 * @param place where in its text the action, or the literal text, stands
 * @param from the first character of the stretch in this output
 * @param to the character after the last
 * @param reads the paths of the data that the action has read, such as {@code .Values.image.tag}, seen from the data
 *     that the whole run was given; those that templates called by it have read included
 * @param isLiteral is it text that stands in the template as it is, and not what an action has printed?
 */
public record Piece(String template, Place place, int from, int to, Set<String> reads, boolean isLiteral) {

    /** Keeps its own copy of what was read, in order. */
    public Piece {
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
    }
}
