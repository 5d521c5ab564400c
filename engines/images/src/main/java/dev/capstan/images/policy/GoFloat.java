package dev.capstan.images.policy;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers in the notation of Go's {@code strconv.ParseFloat} with 64 bits: decimal and hexadecimal, single underscores between digits,
 * infinities and not-a-number. What is too large for 64 bits is no number.
 */
final class GoFloat {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*+";
    private static final String HEX = "[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*+";
    private static final Pattern DECIMAL = Pattern.compile(
            "[+-]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX](?:_?" + HEX + "(?:\\.(?:" + HEX + ")?)?|\\." + HEX + ")[pP][+-]?" + DIGITS);

    private GoFloat() {}

    /** The number; empty where Go gives an error. */
    static OptionalDouble parse(String text) {
        String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        switch (unsigned.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> {
                return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            }
            case "nan" -> {
                return unsigned.length() == text.length() ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
            }
            default -> {
                // a number by digits
            }
        }
        if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
