package dev.capstan.kustomizationbuild.substitute;

import java.util.function.IntPredicate;

/**
 * Reads a text from left to right and replaces expressions while it goes. The grammar is the one of the Flux
 * controllers, which differs from a shell's in places that manifests rely on: {@code $name} is plain text, defaults
 * also replace empty values, and {@code ${v:+x}} and {@code ${v:?x}} act as defaults.
 */
final class ExpressionReader {

    /** How deep expressions may stand inside the defaults and arguments of others. */
    static final int MAX_DEPTH = 64;
    /** How long a substituted text may get, in characters. */
    static final int MAX_LENGTH = 32 * 1024 * 1024;

    private static final char END = '\0';

    private final String text;
    private final Variables variables;
    private final Strictness strictness;
    private int position;
    private int depth;
    private long produced;

    ExpressionReader(String text, Variables variables, Strictness strictness) {
        this.text = text;
        this.variables = variables;
        this.strictness = strictness;
    }

    /** The whole text with every expression replaced. */
    String expand() {
        var out = new StringBuilder(text.length() + 64);
        while (position < text.length()) {
            if (isExpressionHere()) {
                out.append(expression());
            } else {
                if (isDoubledDollarHere()) {
                    position++;
                }
                out.append(text.charAt(position++));
            }
        }
        return out.toString();
    }

    /** Reads one expression, from its dollar sign to its closing brace. */
    private String expression() {
        int start = position;
        if (++depth > MAX_DEPTH) {
            throw new Stopped(new SubstitutionFailure.LimitExceeded(
                    "expressions may be nested %d levels deep".formatted(MAX_DEPTH)));
        }
        position += 2;
        String value = peek() == '#' ? length(start) : named(start);
        depth--;
        produced += value.length();
        if (produced > MAX_LENGTH) {
            throw new Stopped(new SubstitutionFailure.LimitExceeded(
                    "substituted values of one object may have %d characters together".formatted(MAX_LENGTH)));
        }
        return value;
    }

    private String length(int start) {
        position++;
        String name = name(start);
        close(start);
        return Integer.toString(TextFunctions.byteLength(declared(name)));
    }

    private String named(int start) {
        String name = name(start);
        return switch (peek()) {
            case '}' -> {
                position++;
                yield declared(name);
            }
            case ':' -> isDefaultOperator(peek(1)) ? defaulted(name, 2, start) : substring(name, start);
            case '=', '-', '?', '+' -> defaulted(name, 1, start);
            case ',', '^' -> casing(name, start);
            case '/' -> replacement(name, start);
            case '#', '%' -> trimming(name, start);
            default -> throw malformed(start, "missing closing brace");
        };
    }

    private String defaulted(String name, int operatorLength, int start) {
        position += operatorLength;
        var fallback = new StringBuilder();
        while (peek() != '}') {
            fallback.append(argument(start, c -> c != '}', false));
        }
        close(start);
        return variables.value(name).filter(value -> !value.isEmpty()).orElseGet(fallback::toString);
    }

    private String substring(String name, int start) {
        position++;
        String offset = argument(start, c -> c != ':' && c != '}', false);
        if (peek() == '}') {
            position++;
            return TextFunctions.substring(declared(name), offset);
        }
        skipAll(':', start);
        String length = argument(start, c -> c != '}', false);
        close(start);
        return TextFunctions.substring(declared(name), offset, length);
    }

    private String casing(String name, int start) {
        String operator = operator(",^", ",^");
        close(start);
        return TextFunctions.casing(declared(name), operator);
    }

    private String trimming(String name, int start) {
        String same = peek() == '#' ? "#" : "%";
        String operator = operator(same, same);
        String pattern = argument(start, c -> c != '}', false);
        close(start);
        return switch (TextFunctions.trimmed(declared(name), operator, pattern)) {
            case TextFunctions.Trimmed(var rest) -> rest;
            case TextFunctions.TooMuchWork(var limit) ->
                throw new Stopped(new SubstitutionFailure.LimitExceeded(limit));
        };
    }

    private String replacement(String name, int start) {
        String operator = operator("/", "/#%");
        String pattern = peek() == '/' ? "" : argument(start, c -> c != '/', true);
        skipAll('/', start);
        if (peek() == '}') {
            position++;
            return TextFunctions.removed(declared(name), operator, pattern);
        }
        String replacement = argument(start, c -> c != '}', true);
        close(start);
        String value = declared(name);
        long worst = value.length() + (value.length() + 1L) * replacement.length();
        if (worst > MAX_LENGTH && !operator.equals("/")) {
            worst = TextFunctions.replacedLength(value, operator, pattern, replacement);
        }
        if (worst > MAX_LENGTH) {
            throw new Stopped(new SubstitutionFailure.LimitExceeded(
                    "a substituted value may have %d characters".formatted(MAX_LENGTH)));
        }
        return TextFunctions.replaced(value, operator, pattern, replacement);
    }

    /** One argument: either a nested expression, or text up to what is not accepted or the next expression. */
    private String argument(int start, IntPredicate accepts, boolean withEscapes) {
        if (isExpressionHere()) {
            return expression();
        }
        var out = new StringBuilder();
        while (position < text.length() && !isExpressionHere()) {
            if (withEscapes && isEscapeHere()) {
                position++;
            } else if (!accepts.test(text.charAt(position))) {
                break;
            }
            out.append(text.charAt(position++));
        }
        if (out.isEmpty()) {
            throw malformed(start, position < text.length() ? "missing argument" : "missing closing brace");
        }
        return out.toString();
    }

    private String name(int start) {
        int from = position;
        while (position < text.length()) {
            int c = text.codePointAt(position);
            if (!Character.isLetter(c) && !Character.isDigit(c) && c != '_') {
                break;
            }
            position += Character.charCount(c);
        }
        if (from == position) {
            throw malformed(start, "unable to parse variable name");
        }
        return text.substring(from, position);
    }

    /** Reads an operator of one or two characters. */
    private String operator(String first, String second) {
        int from = position;
        if (first.indexOf(peek()) >= 0) {
            position++;
            if (peek() != END && second.indexOf(peek()) >= 0) {
                position++;
            }
        }
        return text.substring(from, position);
    }

    private void skipAll(char delimiter, int start) {
        if (peek() != delimiter) {
            throw malformed(start, "missing '%c'".formatted(delimiter));
        }
        while (peek() == delimiter) {
            position++;
        }
    }

    private void close(int start) {
        if (peek() != '}') {
            throw malformed(start, "missing closing brace");
        }
        position++;
    }

    private String declared(String name) {
        return variables.value(name).orElseGet(() -> {
            if (strictness == Strictness.STRICT) {
                throw new Stopped(new SubstitutionFailure.VariableNotSet(name));
            }
            return "";
        });
    }

    private static boolean isDefaultOperator(char c) {
        return c == '=' || c == '-' || c == '?' || c == '+';
    }

    private boolean isExpressionHere() {
        return peek() == '$' && peek(1) == '{';
    }

    private boolean isDoubledDollarHere() {
        return peek() == '$' && peek(1) == '$';
    }

    private boolean isEscapeHere() {
        return isDoubledDollarHere() || (peek() == '\\' && (peek(1) == '/' || peek(1) == '\\'));
    }

    private char peek() {
        return peek(0);
    }

    private char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : END;
    }

    /** Shows the expression up to its name only: what follows may be a default that is a secret. */
    private Stopped malformed(int start, String reason) {
        int end = start + 2;
        while (end < text.length()
                && end < start + 80
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return new Stopped(new SubstitutionFailure.ExpressionMalformed(text.substring(start, end), reason));
    }

    /** Carries a failure out of the nested calls; never leaves this package. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient SubstitutionFailure failure;

        Stopped(SubstitutionFailure failure) {
            super(null, null, false, false);
            this.failure = failure;
        }
    }
}
