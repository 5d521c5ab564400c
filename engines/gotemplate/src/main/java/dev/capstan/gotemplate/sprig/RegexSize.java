package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses expressions that are short but mean a great deal, which RE2/J would compile until the memory is full: repeats
 * within repeats of more than 1,000 in all, nesting without end, and a program that is too large. Knows just enough of the
 * syntax for that; what is malformed passes.
 */
final class RegexSize {
    private static final int MOST_REPEATS = 1_000;
    private static final int DEEPEST = 1_000;
    /** Steps of the compiled program; Go allows ten times as many. */
    private static final int MOST_STEPS = 300_000;

    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]{1,6})(,([0-9]{0,6}))?\\}");

    private final String expression;
    private final Matcher repeat;
    private final int lastBrace;
    private final int lastClassName;
    private final Deque<Part> groups = new ArrayDeque<>();
    private Part group = new Part();
    private Part last = new Part();
    private int at;
    private int afterRepeat = -1;

    private RegexSize(String expression) {
        this.expression = expression;
        this.repeat = REPEAT.matcher(expression);
        // Each is looked for where it may stand only: a search without an end would be made again at each character.
        this.lastBrace = expression.lastIndexOf('}');
        this.lastClassName = expression.lastIndexOf(":]");
    }

    /** A piece of the expression: how many steps it takes, and how often the innermost of it is repeated. */
    private static final class Part {
        private long steps;
        private long repeats = 1;

        void add(Part other) {
            steps += other.steps;
            repeats = Math.max(repeats, other.repeats);
        }
    }

    /**
     * Looks at an expression.
     *
     * @throws FunctionException in the words of Go's package regexp
     */
    static void check(String expression) {
        new RegexSize(expression).check();
    }

    private void check() {
        while (at < expression.length()) {
            char c = expression.charAt(at);
            switch (c) {
                case '(' -> open();
                case ')' -> close();
                case '[' -> {
                    skipClass();
                    atom();
                }
                case '\\' -> escape();
                case '{' -> brace();
                default -> {
                    at++;
                    atom();
                }
            }
            if (group.steps > MOST_STEPS) {
                throw invalid("expression too large", expression);
            }
        }
    }

    private void atom() {
        last = new Part();
        last.steps = 1;
        group.add(last);
    }

    private void open() {
        at++;
        groups.push(group);
        group = new Part();
        if (groups.size() >= DEEPEST) {
            throw invalid("expression nests too deeply", expression);
        }
    }

    private void close() {
        at++;
        if (!groups.isEmpty()) {
            last = group;
            last.steps += 2;
            group = groups.pop();
            group.add(last);
        }
    }

    private void skipClass() {
        int i = at + 1;
        i += i < expression.length() && expression.charAt(i) == '^' ? 1 : 0;
        i += i < expression.length() && expression.charAt(i) == ']' ? 1 : 0;
        while (i < expression.length() && expression.charAt(i) != ']') {
            boolean isNamed = lastClassName >= i && expression.startsWith("[:", i);
            i = isNamed ? expression.indexOf(":]", i) + 2 : i + (expression.charAt(i) == '\\' ? 2 : 1);
        }
        at = i + 1;
    }

    private void escape() {
        if (expression.startsWith("\\Q", at)) {
            int end = expression.indexOf("\\E", at);
            at = end < 0 ? expression.length() : end + 2;
        } else {
            boolean hasBraces = at + 2 < lastBrace
                    && "pPx".indexOf(expression.charAt(at + 1)) >= 0
                    && expression.charAt(at + 2) == '{';
            at = hasBraces ? expression.indexOf('}', at) + 1 : at + 2;
        }
        atom();
    }

    private void brace() {
        if (!repeat.region(at, expression.length()).lookingAt()) {
            at++;
            atom();
            return;
        }
        boolean isSecond = at == afterRepeat;
        at = repeat.end();
        afterRepeat = at;
        if (isSecond) {
            return; // a repeat of a repeat without a group is malformed
        }
        int least = Integer.parseInt(repeat.group(1));
        String upTo = repeat.group(3);
        int most = repeat.group(2) == null ? least : upTo.isEmpty() ? -1 : Integer.parseInt(upTo);
        int count = most < 0 ? least : most;
        if (count >= 2) {
            last.repeats *= count;
            if (last.repeats > MOST_REPEATS) {
                throw invalid("invalid repeat count", repeat.group());
            }
            group.repeats = Math.max(group.repeats, last.repeats);
            group.steps += last.steps * (count - 1);
            last.steps *= count;
        }
    }

    private static FunctionException invalid(String problem, String part) {
        return new FunctionException("error parsing regexp: " + problem + ": `" + part + "`");
    }
}
