package dev.capstan.secrets.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much an expression becomes when its counted repetitions are written out, as the compiler of RE2/J does. {@code ((a{1000}){1000}){1000}} is
 * short, and would be a thousand million characters.
 */
final class PatternSize {
    static final int LARGEST = 10_000;
    /** The parser of RE2/J calls itself for each group within a group. */
    static final int DEEPEST = 1_000;

    private static final long TOO_MUCH = 1L << 40;
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private final String expression;
    private final Deque<Long> outer = new ArrayDeque<>();
    /** Of the group that is open, without its last part. */
    private long before;
    /** Of the part that a repetition would repeat. */
    private long last;

    private PatternSize(String expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException when it nests too deeply */
    static long of(String expression) {
        return new PatternSize(expression).size();
    }

    private long size() {
        Matcher count = COUNT.matcher(expression);
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> {
                    part(1);
                    i++;
                }
                case '[' -> {
                    part(1);
                    i = endOfClass(i);
                }
                case '(' -> {
                    outer.push(before + last);
                    before = 0;
                    last = 0;
                    if (outer.size() > DEEPEST) {
                        throw new IllegalArgumentException("it has more than " + DEEPEST + " groups within each other");
                    }
                }
                case ')' -> {
                    long group = before + last;
                    before = outer.isEmpty() ? 0 : outer.pop();
                    last = Math.max(group, 1);
                }
                case '{' -> {
                    if (count.region(i, expression.length()).lookingAt()) {
                        last = Math.min(TOO_MUCH, last * Math.max(1, times(count)));
                        i = count.end() - 1;
                    } else {
                        part(1);
                    }
                }
                default -> part(1);
            }
        }
        long size = before + last;
        for (long group : outer) {
            size = Math.min(TOO_MUCH, size + group);
        }
        return size;
    }

    private void part(long size) {
        before = Math.min(TOO_MUCH, before + last);
        last = size;
    }

    private static long times(Matcher count) {
        long least = Long.parseLong(count.group(1));
        String most = count.group(2);
        return most == null || most.isEmpty() ? least : Math.max(least, Long.parseLong(most));
    }

    private int endOfClass(int begin) {
        int i = begin + 1;
        if (i < expression.length() && expression.charAt(i) == '^') {
            i++;
        }
        // A bracket right at the beginning is one of the characters.
        for (i++; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']') {
                return i;
            }
        }
        return expression.length();
    }
}
