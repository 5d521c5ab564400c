package dev.capstan.gotemplate.parse;

/**
 * A template, ready to run. Immutable.
 *
 * @param name by which others call it
 * @param source the text that it is part of
 * @param body what it does
 * @param slots how many variables a run of it keeps, {@code $} included
 */
public record TemplateTree(String name, Source source, Body body, int slots) {

    /** Is there nothing in it but blanks and comments? Such a template never takes the place of another. */
    public boolean isBlank() {
        return body.isBlank();
    }
}
