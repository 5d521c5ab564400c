package dev.capstan.yaml;

/**
 * A comment of a text.
 *
 * @param line 1-based
 * @param column 1-based, in characters, of the {@code #}
 * @param text what follows the {@code #} on its line
 * @param ownLine whether nothing but blanks is before it
 */
public record YamlComment(int line, int column, String text, boolean ownLine) {}
