package dev.capstan.yaml;

/**
 * Why a text is not usable YAML.
 *
 * @param file the name the reader was given
 * @param line 1-based; 0 when the whole file is meant
 * @param column 1-based; 0 when the whole line or file is meant
 * @param problem what is wrong, in plain words
 * @param hint one sentence on what to do; empty when there is nothing to add
 */
public record YamlProblem(String file, int line, int column, String problem, String hint) {
    /** {@code file:line:column: problem (hint)}. */
    public String message() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (column > 0) {
            text.append(':').append(column);
        }
        text.append(": ").append(problem);
        if (!hint.isEmpty()) {
            text.append(" (").append(hint).append(')');
        }
        return text.toString();
    }
}
