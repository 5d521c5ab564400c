package dev.capstan.helm.explain;

import dev.capstan.gotemplate.trace.LineOrigin;
import java.util.List;

/**
 * The output of a template with the origins of its lines.
 *
 * @param template its path
 * @param text what it wrote
 * @param origins of each line; none for a template that wrote nothing
 */
public record TracedLines(String template, String text, List<LineOrigin> origins) {

    /** Copies the list. */
    public TracedLines {
        origins = List.copyOf(origins);
    }
}
