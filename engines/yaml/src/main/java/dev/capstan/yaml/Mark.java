package dev.capstan.yaml;

/**
 * A place in a source text.
 *
 * @param line 1-based; 0 for nodes that no file wrote
 * @param column 1-based, counted in characters; 0 for nodes that no file wrote
 */
public record Mark(int line, int column) {
    /** The mark of everything made in memory. */
    public static final Mark NONE = new Mark(0, 0);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
