package dev.capstan.yaml;

/**
 * Where a document came from.
 *
 * @param file the name its reader was given
 * @param line 1-based line of the document's first value
 * @param index 0-based number of the document among those of the file that have a value
 */
public record DocumentOrigin(String file, int line, int index) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
