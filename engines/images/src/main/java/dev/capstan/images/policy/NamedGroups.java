package dev.capstan.images.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the groups of an expression, taken out of it. Go lets several groups have one name, as in {@code (?P<n>a)|b(?P<n>c)}, and
 * writes {@code (?<n>a)} as well; RE2/J knows neither.
 *
 * @param expression with the same groups and no names
 * @param numbers of the groups of each name, in their order
 */
record NamedGroups(String expression, Map<String, List<Integer>> numbers) {
    private static final Pattern NAMED = Pattern.compile("\\(\\?P?<([A-Za-z0-9_]+)>");

    static NamedGroups of(String expression) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        StringBuilder without = new StringBuilder(expression.length());
        Matcher named = NAMED.matcher(expression);
        int groups = 0;
        int at = 0;
        while (at < expression.length()) {
            int end = at + 1;
            switch (expression.charAt(at)) {
                case '\\' -> end = ExpressionParts.endOfEscape(expression, at);
                case '[' -> end = ExpressionParts.endOfClass(expression, at);
                case '(' -> {
                    if (named.region(at, expression.length()).lookingAt()) {
                        numbers.computeIfAbsent(named.group(1), _ -> new ArrayList<>())
                                .add(++groups);
                        without.append('(');
                        at = named.end();
                        continue;
                    }
                    groups += expression.startsWith("?", at + 1) ? 0 : 1;
                }
                default -> {}
            }
            without.append(expression, at, Math.min(end, expression.length()));
            at = end;
        }
        return new NamedGroups(without.toString(), numbers);
    }
}
