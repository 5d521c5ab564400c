package dev.capstan.argo.set.text;

import dev.capstan.argo.glob.SearchExpression;
import dev.capstan.argo.set.value.GenerationException;

/** A regular expression in a filter of a generator. */
public final class SearchPattern {
    private final SearchExpression expression;

    private SearchPattern(SearchExpression expression) {
        this.expression = expression;
    }

    /**
     * Compiles one.
     *
     * @param field where it stands, for messages
     * @throws GenerationException when it is none, or too large
     */
    public static SearchPattern of(String field, String text) {
        return switch (SearchExpression.parse(text)) {
            case SearchExpression.Parsed.Usable(SearchExpression usable) -> new SearchPattern(usable);
            case SearchExpression.Parsed.Malformed(String why) ->
                throw new GenerationException(
                        field + ": the regular expression '" + shown(text) + "' cannot be read: " + why);
        };
    }

    private static String shown(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    /** Whether it is found anywhere in a text. */
    public boolean isIn(String text) {
        return expression.isIn(text);
    }
}
