package dev.capstan.images.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Expressions of RE2; a tag in which any of them is found is dropped before anything else is done with it. */
public final class TagExclusions {
    /** How many a list may have. */
    public static final int MOST = 25;

    /** What is dropped when nobody says anything: signatures that lie beside images. */
    public static final List<String> DEFAULT = List.of("^.*\\.sig$");

    private final List<SearchExpression> expressions;

    private TagExclusions(List<SearchExpression> expressions) {
        this.expressions = List.copyOf(expressions);
    }

    /** What compiling gives. */
    public sealed interface Compiled {
        /** All of them can be used. */
        record Ready(TagExclusions exclusions) implements Compiled {}

        /**
         * One of them cannot be used.
         *
         * @param index of the first such one, from 0
         * @param expression as it was given; empty when there are too many
         * @param why for people
         */
        record Invalid(int index, String expression, String why) implements Compiled {}
    }

    /** Compiles a list; the empty one drops nothing. */
    public static Compiled compile(List<String> expressions) {
        if (expressions.size() > MOST) {
            return new Compiled.Invalid(
                    MOST, "", "exclusionList has " + expressions.size() + " entries; at most " + MOST + " are allowed");
        }
        List<SearchExpression> compiled = new ArrayList<>();
        for (String expression : expressions) {
            switch (SearchExpression.compile(expression)) {
                case SearchExpression.Compiled.Ready(var ready) -> compiled.add(ready);
                case SearchExpression.Compiled.Refused(var why) -> {
                    int index = compiled.size();
                    String shown = Shown.text(expression);
                    return new Compiled.Invalid(
                            index, expression, "exclusionList[" + index + "] '" + shown + "' cannot be used: " + why);
                }
            }
        }
        return new Compiled.Ready(new TagExclusions(compiled));
    }

    /** Whether one of the expressions is found in the tag. */
    public boolean drop(String tag) {
        for (SearchExpression expression : expressions) {
            if (expression.isIn(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Those that are not dropped, in the order in which they are given. */
    public List<String> keep(Collection<String> tags) {
        return tags.stream().filter(tag -> !drop(tag)).toList();
    }
}
