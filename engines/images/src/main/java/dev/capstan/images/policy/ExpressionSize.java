package dev.capstan.images.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much an expression is when its counted repetitions are written out, as compiling it does: {@code ((a{999}){999}){999}} is short,
 * and would be a thousand million characters. Knows just enough of the syntax for that.
 *
 * @param steps about as many as the compiled program has
 * @param depth most groups within each other
 * @param repeats most that counted repetitions within each other make together
 */
record ExpressionSize(long steps, int depth, long repeats) {
    private static final long TOO_MUCH = 1L << 40;
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    static ExpressionSize of(String expression) {
        return new Reading(expression).size();
    }

    private static final class Reading {
        private final String expression;
        private final Deque<Long> outer = new ArrayDeque<>();
        private int depth;
        /** Of the group that is open, without its last part. */
        private long before;
        /** Of the part that a repetition would repeat. */
        private long last;
        /** Repetitions within each other of that part, of the group that is open, and of all. */
        private long lastRepeats = 1;

        private long groupRepeats = 1;
        private long mostRepeats = 1;
        private final Deque<Long> outerRepeats = new ArrayDeque<>();

        Reading(String expression) {
            this.expression = expression;
        }

        ExpressionSize size() {
            Matcher count = COUNT.matcher(expression);
            int at = 0;
            while (at < expression.length()) {
                at = switch (expression.charAt(at)) {
                    case '\\' -> part(ExpressionParts.endOfEscape(expression, at));
                    case '[' -> part(ExpressionParts.endOfClass(expression, at));
                    case '(' -> open(at + 1);
                    case ')' -> close(at + 1);
                    case '{' -> count.region(at, expression.length()).lookingAt() ? repeat(count) : part(at + 1);
                    default -> part(at + 1);
                };
            }
            long steps = before + last;
            for (long group : outer) {
                steps = Math.min(TOO_MUCH, steps + group);
            }
            return new ExpressionSize(steps, depth, mostRepeats);
        }

        private int part(int end) {
            before = Math.min(TOO_MUCH, before + last);
            last = 1;
            lastRepeats = 1;
            return end;
        }

        private int open(int end) {
            outer.push(before + last);
            before = 0;
            last = 0;
            outerRepeats.push(groupRepeats);
            groupRepeats = 1;
            depth = Math.max(depth, outer.size());
            return end;
        }

        private int close(int end) {
            long group = before + last;
            before = outer.isEmpty() ? 0 : outer.pop();
            last = Math.max(group, 1);
            lastRepeats = groupRepeats;
            groupRepeats = outerRepeats.isEmpty() ? 1 : Math.max(outerRepeats.pop(), lastRepeats);
            return end;
        }

        private int repeat(Matcher count) {
            long least = Long.parseLong(count.group(1));
            String most = count.group(2);
            long times = most == null || most.isEmpty() ? least : Math.max(least, Long.parseLong(most));
            last = Math.min(TOO_MUCH, last * Math.max(1, times));
            lastRepeats = Math.min(TOO_MUCH, lastRepeats * Math.max(1, times));
            groupRepeats = Math.max(groupRepeats, lastRepeats);
            mostRepeats = Math.max(mostRepeats, lastRepeats);
            return count.end();
        }
    }
}
