package dev.capstan.yaml;

/**
 * The characters of a text that a node was read from. Lines and columns are 1-based, columns count characters.
 *
 * @param endLine the line of the last character
 * @param endColumn the column after the last character
 */
public record Span(int line, int column, int endLine, int endColumn) {}
