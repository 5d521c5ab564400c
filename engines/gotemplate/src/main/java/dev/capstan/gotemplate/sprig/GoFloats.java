package dev.capstan.gotemplate.sprig;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Floating-point numbers as Go's {@code strconv.ParseFloat} reads them. */
final class GoFloats {

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern HEX =
            Pattern.compile("[-+]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][-+]?[0-9]+");
    private static final Pattern SEPARATOR = Pattern.compile("(?<=[0-9a-fA-FxX])_(?=[0-9a-fA-F])");
    private static final int LONGEST = 4_096;

    private GoFloats() {}

    /** The number; empty when the text is not one, or is too large. */
    static OptionalDouble parse(String text) {
        if (text.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        String plain = text.indexOf('_') < 0 ? text : withoutSeparators(text);
        if (DECIMAL.matcher(plain).matches() || HEX.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
        return word(text);
    }

    /** Without underscores between digits; one that stands elsewhere stays, so that the text is not a number. */
    private static String withoutSeparators(String text) {
        return SEPARATOR.matcher(text).replaceAll("");
    }

    private static OptionalDouble word(String text) {
        boolean negative = text.startsWith("-");
        String word = (negative || text.startsWith("+") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "inf", "infinity" -> OptionalDouble.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case "nan" -> word.length() == text.length() ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
            default -> OptionalDouble.empty();
        };
    }
}
