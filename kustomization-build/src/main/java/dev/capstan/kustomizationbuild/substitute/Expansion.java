package dev.capstan.kustomizationbuild.substitute;

/** What became of a text: either {@link Expanded} or {@link NotExpanded}. */
public sealed interface Expansion {

    /** All expressions are replaced. */
    record Expanded(String text) implements Expansion {}

    /** Nothing may be used of the text. */
    record NotExpanded(SubstitutionFailure failure) implements Expansion {}

    /**
     * Replaces every expression of a text in one pass; time and memory grow with the text and its result only.
     *
     * @param text any text; a doubled dollar sign before a brace keeps the text as it is
     * @param variables what may be read
     * @param strictness what undeclared variables mean
     */
    static Expansion of(String text, Variables variables, Strictness strictness) {
        if (text.indexOf('$') < 0) {
            return new Expanded(text);
        }
        try {
            return new Expanded(new ExpressionReader(text, variables, strictness).expand());
        } catch (ExpressionReader.Stopped stopped) {
            return new NotExpanded(stopped.failure);
        }
    }
}
