package dev.capstan.gotemplate.failure;

/**
 * A place in the text of a template.
 *
 * @param file the name under which the text was parsed; the name of the template itself may be another
 * @param line counted from 1, or 0 when the place is no line of a text
 * @param column in bytes of UTF-8, counted as Go does: from 0
 */
public record Place(String file, int line, int column) {

    /** The place of a template as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** {@code file:line:column}, or the file alone. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
