package dev.capstan.secrets.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A regular expression in the syntax of RE2 that is searched for in short texts. */
public final class SearchPattern {
    private final Pattern pattern;

    private SearchPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException with a text for people when it is not one, or would take too much memory
     */
    public static SearchPattern compile(String expression) {
        if (PatternSize.of(expression) > PatternSize.LARGEST) {
            throw new IllegalArgumentException("it repeats more than " + PatternSize.LARGEST + " characters");
        }
        try {
            return new SearchPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "it is not a regular expression in the syntax of RE2: " + e.getDescription());
        }
    }

    /** Whether it is found in a text. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }
}
