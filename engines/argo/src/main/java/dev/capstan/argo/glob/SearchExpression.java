package dev.capstan.argo.glob;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A regular expression of RE2 from a user, which takes linear time, and little enough of it. */
public final class SearchExpression {
    private static final int LONGEST = 4_096;
    private static final long LARGEST = 10_000;
    private static final int DEEPEST = 100;

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
         * @param why for people, without the expression
         */
        record Malformed(String why) implements Parsed {}
    }

    /** Reads an expression. */
    public static Parsed parse(String text) {
        if (text.length() > LONGEST || expandedSize(text) > LARGEST) {
            return new Parsed.Malformed(
                    "too large; with its repetitions written out it may have " + LARGEST + " characters");
        }
        try {
            return new Parsed.Usable(new SearchExpression(Pattern.compile(text)));
        } catch (PatternSyntaxException notOne) {
            return new Parsed.Malformed(notOne.getDescription());
        }
    }

    /** Whether it is found anywhere in a text. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    /** How many characters it would have without counted repetitions, or more; nesting counts as well. */
    private static long expandedSize(String text) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '\\' -> {
                    int end = endOfEscape(text, at);
                    sum += last + end - at - 1;
                    last = 1;
                    at = end;
                }
                case '[' -> {
                    at = endOfClass(text, at);
                    sum += last;
                    last = 1;
                }
                case '(' -> {
                    outer.push(sum + last);
                    if (outer.size() > DEEPEST) {
                        return Long.MAX_VALUE;
                    }
                    sum = 0;
                    last = 0;
                }
                case ')' -> {
                    last += sum;
                    sum = outer.isEmpty() ? 0 : outer.pop();
                }
                case '{' -> last = Math.min(last * Math.max(1, repeats(text, at)), LARGEST + 1);
                default -> {
                    sum += last;
                    last = 1;
                }
            }
        }
        return sum + last;
    }

    /** The last place of what a backslash begins: one character, or {@code \Q…\E}. */
    private static int endOfEscape(String text, int at) {
        if (!text.startsWith("Q", at + 1)) {
            return at + 1;
        }
        int end = text.indexOf("\\E", at + 2);
        return end < 0 ? text.length() : end + 1;
    }

    /** The place of the bracket that closes a class, in which parentheses and braces mean nothing; the end where there is none. */
    private static int endOfClass(String text, int open) {
        int at = text.startsWith("^", open + 1) ? open + 2 : open + 1;
        for (boolean isFirst = true; at < text.length(); isFirst = false) {
            if (text.charAt(at) == ']' && !isFirst) {
                return at;
            }
            int name = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
            at = name >= 0 ? name + 2 : text.charAt(at) == '\\' ? at + 2 : at + 1;
        }
        return text.length();
    }

    /** The larger number of {@code {2,5}}; 1 where it is no repetition. */
    private static long repeats(String text, int at) {
        int end = text.indexOf('}', at);
        if (end < 0 || end - at > 16) {
            return 1;
        }
        long most = 1;
        for (String number : text.substring(at + 1, end).split(",", -1)) {
            if (!number.isEmpty() && number.length() <= 6 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                most = Math.max(most, Long.parseLong(number));
            }
        }
        return most;
    }
}
