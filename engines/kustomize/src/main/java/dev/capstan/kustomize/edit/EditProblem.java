package dev.capstan.kustomize.edit;

/**
 * Why an edit cannot be made.
 *
 * @param file the name that the text was given
 * @param line 1-based; 0 when no line is concerned
 * @param problem what is wrong, in plain words
 * @param advice what to do; empty when there is nothing to add
 */
public record EditProblem(String file, int line, String problem, String advice) {
    /** Everything in one line. */
    public String describe() {
        String place = line > 0 ? file + ":" + line : file;
        return place + ": " + problem
                + (advice.isEmpty() ? "" : ". " + Character.toUpperCase(advice.charAt(0)) + advice.substring(1));
    }
}
