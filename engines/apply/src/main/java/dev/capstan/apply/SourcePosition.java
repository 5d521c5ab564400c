package dev.capstan.apply;

/**
 * Where an object was written, so that every later error can say it.
 *
 * @param file path inside the artifact, empty when unknown
 * @param line first line of the object, 1-based; 0 when unknown
 */
public record SourcePosition(String file, int line) {

    private static final SourcePosition UNKNOWN = new SourcePosition("", 0);

    public static SourcePosition unknown() {
        return UNKNOWN;
    }

    public boolean isKnown() {
        return !file.isEmpty();
    }

    /** {@code file:line}, {@code file}, or an empty text. */
    @Override
    public String toString() {
        return line > 0 && isKnown() ? file + ":" + line : file;
    }
}
