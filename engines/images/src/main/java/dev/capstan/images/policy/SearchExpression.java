package dev.capstan.images.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** An expression of RE2 from a user, which takes linear time, and little enough of it for a hundred thousand tags. */
final class SearchExpression {
    static final int LONGEST = 4_096;
    static final int LARGEST = 10_000;
    static final int DEEPEST = 100;

    private final Pattern pattern;
    private final long size;

    private SearchExpression(Pattern pattern, long size) {
        this.pattern = pattern;
        this.size = size;
    }

    /** What compiling gives: the expression, or why it is none, for people. */
    sealed interface Compiled {
        record Ready(SearchExpression expression) implements Compiled {}

        record Refused(String why) implements Compiled {}
    }

    static Compiled compile(String text) {
        if (text.length() > LONGEST) {
            return new Compiled.Refused("it has more than " + LONGEST + " characters");
        }
        ExpressionSize size = ExpressionSize.of(text);
        if (size.depth() > DEEPEST) {
            return new Compiled.Refused("it has more than " + DEEPEST + " groups within each other");
        }
        if (size.steps() > LARGEST) {
            return new Compiled.Refused("with its repetitions written out it has more than " + LARGEST + " characters");
        }
        try {
            return new Compiled.Ready(new SearchExpression(Pattern.compile(text), size.steps()));
        } catch (PatternSyntaxException e) {
            return new Compiled.Refused("it is no regular expression of RE2: " + e.getDescription()
                    + (e.getPattern() == null ? "" : " in '" + e.getPattern() + "'"));
        }
    }

    /** How many steps a search in a text may take. */
    long cost(String text) {
        return (size + 1) * (text.length() + 1);
    }

    boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    Matcher matcher(String text) {
        return pattern.matcher(text);
    }
}
