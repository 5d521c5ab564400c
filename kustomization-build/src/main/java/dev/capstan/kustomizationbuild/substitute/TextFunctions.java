package dev.capstan.kustomizationbuild.substitute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What expressions can do to a value. Lengths and offsets count UTF-8 bytes, as the Flux controllers do. */
final class TextFunctions {

    /** How many steps one pattern may take: value length times pattern length. */
    static final long MAX_PATTERN_STEPS = 64L * 1024 * 1024;

    private TextFunctions() {}

    static int byteLength(String value) {
        return value.getBytes(UTF_8).length;
    }

    /** The value from an offset on; an offset that is not a number leaves the value alone. */
    static String substring(String value, String offset) {
        OptionalLong from = number(offset);
        return from.isEmpty() ? value : slice(value, from.getAsLong(), OptionalLong.empty());
    }

    /** A part of the value; negative numbers count from its end, what is not a number leaves it alone. */
    static String substring(String value, String offset, String length) {
        OptionalLong from = number(offset);
        OptionalLong count = number(length);
        return from.isEmpty() || count.isEmpty() ? value : slice(value, from.getAsLong(), count);
    }

    private static String slice(String value, long offset, OptionalLong count) {
        byte[] bytes = value.getBytes(UTF_8);
        long from = offset < 0 ? Math.max(0, bytes.length + offset) : Math.min(offset, bytes.length);
        long to = bytes.length;
        if (count.isPresent()) {
            long length = count.getAsLong();
            to = length < 0 ? bytes.length + length : Math.min(bytes.length, saturatedSum(from, length));
        }
        return to <= from ? "" : new String(bytes, (int) from, (int) (to - from), UTF_8);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    static String casing(String value, String operator) {
        return switch (operator) {
            case "^" ->
                first(value).toUpperCase(Locale.ROOT)
                        + value.substring(first(value).length());
            case "^^" -> value.toUpperCase(Locale.ROOT);
            case "," ->
                first(value).toLowerCase(Locale.ROOT)
                        + value.substring(first(value).length());
            case ",," -> value.toLowerCase(Locale.ROOT);
            default -> value;
        };
    }

    private static String first(String value) {
        return value.isEmpty() ? "" : Character.toString(value.codePointAt(0));
    }

    /** The value with a pattern's matches taken out; prefix and suffix forms without a replacement do nothing. */
    static String removed(String value, String operator, String pattern) {
        return operator.equals("/") || operator.equals("//") ? replaced(value, operator, pattern, "") : value;
    }

    static String replaced(String value, String operator, String pattern, String replacement) {
        return switch (operator) {
            case "/" -> replacedOnce(value, pattern, replacement);
            case "//" -> replacedEverywhere(value, pattern, replacement);
            case "/#" -> value.startsWith(pattern) ? replacement + value.substring(pattern.length()) : value;
            case "/%" ->
                value.endsWith(pattern) ? value.substring(0, value.length() - pattern.length()) + replacement : value;
            default -> value;
        };
    }

    /** How long {@link #replaced} would be, without building it. */
    static long replacedLength(String value, String operator, String pattern, String replacement) {
        if (!operator.equals("//")) {
            return (long) value.length() + replacement.length();
        }
        long occurrences = 0;
        if (pattern.isEmpty()) {
            occurrences = value.length() + 1L;
        } else {
            for (int at = value.indexOf(pattern); at >= 0; at = value.indexOf(pattern, at + pattern.length())) {
                occurrences++;
            }
        }
        return value.length() + occurrences * ((long) replacement.length() - pattern.length());
    }

    private static String replacedOnce(String value, String pattern, String replacement) {
        int at = value.indexOf(pattern);
        return at < 0 ? value : value.substring(0, at) + replacement + value.substring(at + pattern.length());
    }

    private static String replacedEverywhere(String value, String pattern, String replacement) {
        if (!pattern.isEmpty()) {
            return value.replace(pattern, replacement);
        }
        var out = new StringBuilder(replacement);
        value.codePoints().forEach(c -> out.appendCodePoint(c).append(replacement));
        return out.toString();
    }

    /** What became of trimming: either {@link Trimmed} or {@link TooMuchWork}. */
    sealed interface Trimming {}

    /** What is left of the value. */
    record Trimmed(String rest) implements Trimming {}

    /** Value and pattern are too large together. */
    record TooMuchWork(String limit) implements Trimming {}

    /** Strips the shortest or longest prefix or suffix that matches; a pattern that cannot be read strips nothing. */
    static Trimming trimmed(String value, String operator, String pattern) {
        if ((long) value.length() * pattern.length() > MAX_PATTERN_STEPS) {
            return new TooMuchWork("value length times pattern length may be %d".formatted(MAX_PATTERN_STEPS));
        }
        boolean longest = operator.length() == 2;
        return new Trimmed(
                operator.startsWith("#")
                        ? withoutPrefix(value, pattern, longest)
                        : reversed(withoutPrefix(reversed(value), reversed(pattern), longest)));
    }

    private static String withoutPrefix(String value, String pattern, boolean longest) {
        return ShellPattern.parse(pattern)
                .map(glob -> {
                    OptionalInt end = glob.matchingPrefix(value, longest);
                    return end.isEmpty() ? value : value.substring(end.getAsInt());
                })
                .orElse(value);
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
