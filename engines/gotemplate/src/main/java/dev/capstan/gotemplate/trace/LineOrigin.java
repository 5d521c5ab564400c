package dev.capstan.gotemplate.trace;

import dev.capstan.gotemplate.failure.Place;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a line of the output came from.
 *
 * @param template the template that wrote it, the innermost one that is known
 * @param place the line of its text
 * @param reads the paths of the data that were read for it, such as {@code .Values.image.tag}
 * @param calledFrom the places of the calls that led there, the innermost one first; empty when the template wrote the
 *     line itself
 */
public record LineOrigin(String template, Place place, Set<String> reads, List<Place> calledFrom) {

    /** Keeps its own copies, in order. */
    public LineOrigin {
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
        calledFrom = List.copyOf(calledFrom);
    }
}
