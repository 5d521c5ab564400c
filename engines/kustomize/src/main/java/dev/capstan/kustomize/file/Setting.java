package dev.capstan.kustomize.file;

/**
 * A text with the place where it is.
 *
 * @param value the text
 * @param place where
 */
public record Setting(String value, Place place) {

    /**
     * Lines of the file before the first line of the text, for the places of what is in it: a text of several lines is taken
     * for a block that begins on the line below its place.
     */
    public int linesBefore() {
        return value.indexOf('\n') < 0 ? Math.max(place.line() - 1, 0) : place.line();
    }
}
