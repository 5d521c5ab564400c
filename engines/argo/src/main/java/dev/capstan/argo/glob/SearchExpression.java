package dev.capstan.argo.glob;

import com.google.re2j.Pattern;
import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.sprig.GoRegex;

/** A regular expression of RE2 from a user, which takes linear time, and little enough of it. */
public final class SearchExpression {
    private static final int LONGEST = 4_096;
    private static final int LARGEST = 10_000;

    private final Pattern pattern;

    private SearchExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What reading gives. */
    public sealed interface Parsed {
        record Usable(SearchExpression expression) implements Parsed {}

        /**
         * It is no expression, or one that is too large.
         *
         * @param why for people
         */
        record Malformed(String why) implements Parsed {}
    }

    /** Reads an expression. */
    public static Parsed parse(String text) {
        if (text.length() > LONGEST) {
            return new Parsed.Malformed("too large; it may have " + LONGEST + " characters");
        }
        try {
            Pattern pattern = GoRegex.pattern(text);
            return pattern.programSize() > LARGEST
                    ? new Parsed.Malformed(
                            "too large; with its repetitions written out it may have " + LARGEST + " steps")
                    : new Parsed.Usable(new SearchExpression(pattern));
        } catch (FunctionException notOne) {
            return new Parsed.Malformed(String.valueOf(notOne.getMessage()));
        }
    }

    /** Whether it is found anywhere in a text. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    /** How many steps it takes at most to look for it in a text. */
    public long stepsIn(String text) {
        return (long) pattern.programSize() * (text.length() + 1);
    }
}
