package dev.capstan.images.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** An expression of RE2 from a user, which takes linear time, and little enough of it for a hundred thousand tags. */
final class SearchExpression {
    static final int LONGEST = 4_096;
    static final int LARGEST = 10_000;
    static final int DEEPEST = 100;

    /** Repetitions within each other, as in Go. */
    private static final int MOST_REPEATS = 1_000;

    private final Pattern pattern;
    private final NamedGroups groups;
    private final long size;

    private SearchExpression(Pattern pattern, NamedGroups groups, long size) {
        this.pattern = pattern;
        this.groups = groups;
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
        if (size.repeats() > MOST_REPEATS) {
            return new Compiled.Refused("its repetitions within each other are more than " + MOST_REPEATS);
        }
        NamedGroups groups = NamedGroups.of(text);
        try {
            return new Compiled.Ready(new SearchExpression(Pattern.compile(groups.expression()), groups, size.steps()));
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

    /** The numbers of the groups that have a name; none for a name that is not there. */
    List<Integer> groups(String name) {
        return groups.numbers().getOrDefault(name, List.of());
    }
}
