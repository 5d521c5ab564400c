package dev.capstan.gotemplate.parse;

import java.util.List;

/**
 * All templates of one text: the text itself, and those it defines. Immutable; may be kept and shared by any number of
 * sets and runs.
 *
 * @param main the text itself
 * @param defined what {@code define} and {@code block} have made
 */
public record ParsedFile(TemplateTree main, List<TemplateTree> defined) {

    /** Keeps its own copy. */
    public ParsedFile {
        defined = List.copyOf(defined);
    }

    /** The name it was parsed under. */
    public String name() {
        return main.name();
    }
}
