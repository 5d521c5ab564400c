package dev.capstan.argo.compare.ignore;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides by its words alone whether a jq expression may run. It selects paths of an object, so it needs neither
 * definitions, loops and variables nor assignments, and nothing that builds new values out of others: all that is left
 * walks over the object, which counts its visitors, or over values that are written in the expression.
 */
final class JqWords {

    /** Longer than any expression that a person writes. */
    static final int LONGEST = 2_000;

    /** How often a part may run for one look at the object: alternatives of pipes that follow each other multiply. */
    private static final int MOST_WAYS = 100;

    private static final int MOST_NESTED = 40;

    private static final Pattern WORD =
            Pattern.compile("(\\s+|#[^\\n]*)|(\"(?:[^\"\\\\]|\\\\.)*+\")|[0-9]+(?:\\.[0-9]+)?"
                    + "|(\\.?[A-Za-z_][A-Za-z0-9_]*)|\\.\\.|//|==|!=|<=|>=|\\[\\s*\\]|[\\]\\[().,|<>?;-]");

    private static final Set<String> KEYWORDS = Set.of("if", "then", "elif", "else", "end", "and", "or");

    /** Each ends, and gives a part of what it got, or a plain value. */
    static final Set<String> FUNCTIONS = Set.of(
            "select",
            "not",
            "has",
            "in",
            "length",
            "startswith",
            "endswith",
            "contains",
            "inside",
            "test",
            "type",
            "empty",
            "any",
            "all",
            "IN",
            "ascii_downcase",
            "ascii_upcase",
            "tostring",
            "tonumber",
            "ltrimstr",
            "rtrimstr",
            "arrays",
            "objects",
            "iterables",
            "booleans",
            "numbers",
            "strings",
            "nulls",
            "scalars",
            "values",
            "recurse",
            "getpath",
            "index",
            "rindex",
            "error",
            "true",
            "false",
            "null");

    private static final Set<String> TAKES_LIST = Set.of("contains", "inside", "getpath");
    private static final Set<String> OPENING = Set.of("(", "[", "if");
    private static final Set<String> CLOSING = Set.of(")", "]", "end");
    private static final Set<String> ENDS_ALTERNATIVES = Set.of("|", ";", "then", "elif", "else");
    private static final Set<String> BEFORE_INDEX = Set.of(")", "]", "[]", "?", ".", "..", "end");

    private JqWords() {}

    /** Why an expression may not run; empty when it may. */
    static Optional<String> problem(String expression) {
        if (expression.isBlank()) {
            return Optional.of("is empty");
        }
        if (expression.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        Matcher words = WORD.matcher(expression);
        String previous = "";
        String beforeThat = "";
        int[] alternatives = new int[MOST_NESTED + 2];
        alternatives[0] = 1;
        int ways = 1;
        int depth = 0;
        for (int at = 0; at < expression.length(); at = words.end()) {
            if (!words.region(at, expression.length()).lookingAt()) {
                return Optional.of("has " + excerpt(expression, at) + ", but a path has no variables, assignments,"
                        + " formats, sums, slices or objects");
            }
            if (words.group(1) != null) {
                continue;
            }
            String word = words.group();
            String name = words.group(3);
            if (words.group(2) != null && word.contains("\\(")) {
                return Optional.of("has a text with an expression in it, which a path does not need");
            }
            if (name != null && !name.startsWith(".") && !KEYWORDS.contains(name) && !FUNCTIONS.contains(name)) {
                return Optional.of("uses '" + name + "', which is not among the functions for paths");
            }
            if (word.equals("[") && !isIndex(previous) && !(previous.equals("(") && TAKES_LIST.contains(beforeThat))) {
                return Optional.of("builds a list, which a path does only for contains, inside and getpath");
            }
            if (word.equals("(") && previous.equals("recurse")) {
                return Optional.of("gives recurse an argument, which need not end; '..' finds everything");
            }
            depth += OPENING.contains(word) ? 1 : CLOSING.contains(word) ? -1 : 0;
            if (depth < 0) {
                return Optional.of("closes a bracket that it does not open");
            }
            if (word.equals(",")) {
                ways += ways / alternatives[depth];
                alternatives[depth]++;
            } else if (OPENING.contains(word) || ENDS_ALTERNATIVES.contains(word)) {
                alternatives[depth] = 1;
            }
            if (ways > MOST_WAYS || depth > MOST_NESTED) {
                return Optional.of("is too complicated: its commas make more than " + MOST_WAYS
                        + " combinations, or more than " + MOST_NESTED + " brackets are open");
            }
            beforeThat = previous;
            previous = word.startsWith("[") && word.endsWith("]") ? "[]" : word;
        }
        return depth == 0 ? Optional.empty() : Optional.of("opens a bracket that it does not close");
    }

    private static boolean isIndex(String previous) {
        return BEFORE_INDEX.contains(previous)
                || previous.startsWith("\"")
                || (previous.startsWith(".") && previous.length() > 1)
                || FUNCTIONS.contains(previous);
    }

    private static String excerpt(String expression, int at) {
        return "'" + expression.substring(at, Math.min(at + 12, expression.length())) + "' at character " + (at + 1);
    }
}
