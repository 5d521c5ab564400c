package dev.capstan.gotemplate.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Texts of floating-point numbers, as {@code strconv.FormatFloat} writes them. */
public final class GoFloat {

    /** As many digits as are needed to read the same number back. */
    public static final int SHORTEST = -1;

    /** A double has no digits behind this many places. */
    private static final int LAST_PLACE = 1_100;

    private GoFloat() {}

    /**
     * Writes a number.
     *
     * @param single a float32, whose shortest form has fewer digits
     * @param verb one of e, E, f, g, G, b, x, X
     * @param precision digits behind the point, or significant ones for g; or {@link #SHORTEST}
     */
    public static String text(double value, boolean single, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = value < 0 || value == 0 && 1 / value < 0;
        String text = switch (verb) {
            case 'b' -> BinaryFloat.powerOfTwo(Math.abs(value), single);
            case 'x', 'X' -> BinaryFloat.hex(Math.abs(value), precision);
            default -> decimal(Math.abs(value), single, Character.toLowerCase(verb), precision);
        };
        String signed = negative ? "-" + text : text;
        return Character.isUpperCase(verb) ? signed.toUpperCase(Locale.ROOT) : signed;
    }

    private static String decimal(double value, boolean single, char verb, int precision) {
        if (precision == SHORTEST) {
            Digits digits = Digits.shortest(value, single);
            return switch (verb) {
                case 'e' -> exponent(digits, digits.count() - 1);
                case 'f' -> fixed(digits, Math.max(digits.count() - digits.point(), 0));
                default -> general(digits, digits.count(), 6);
            };
        }
        BigDecimal exact = new BigDecimal(value);
        return switch (verb) {
            case 'e' -> exponent(Digits.of(exact, precision + 1), precision);
            case 'f' ->
                fixed(Digits.of(exact.setScale(Math.min(precision, LAST_PLACE), RoundingMode.HALF_EVEN)), precision);
            default -> {
                int wanted = Math.max(precision, 1);
                Digits digits = Digits.of(exact, wanted);
                int limit = wanted > digits.count() && digits.count() >= digits.point() ? digits.count() : wanted;
                yield general(digits, wanted, limit);
            }
        };
    }

    private static String general(Digits digits, int precision, int limit) {
        int exponent = digits.point() - 1;
        if (exponent < -4 || exponent >= limit) {
            return exponent(digits, Math.min(precision, digits.count()) - 1);
        }
        int significant = precision > digits.point() ? digits.count() : precision;
        return fixed(digits, Math.max(significant - digits.point(), 0));
    }

    private static String exponent(Digits digits, int places) {
        StringBuilder text = new StringBuilder().append(digits.at(0));
        if (places > 0) {
            text.append('.');
            appendDigits(text, digits, 1, places);
        }
        int exponent = digits.isZero() ? 0 : digits.point() - 1;
        text.append('e').append(exponent < 0 ? '-' : '+');
        return text.append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }

    private static String fixed(Digits digits, int places) {
        StringBuilder text = new StringBuilder();
        if (digits.point() > 0) {
            appendDigits(text, digits, 0, digits.point());
        } else {
            text.append('0');
        }
        if (places > 0) {
            text.append('.');
            appendDigits(text, digits, digits.point(), places);
        }
        return text.toString();
    }

    private static void appendDigits(StringBuilder text, Digits digits, int from, int count) {
        for (int i = 0; i < count; i++) {
            text.append(digits.at(from + i));
        }
    }

    /**
     * The number 0.d1d2d3… times ten to the power of {@code point}.
     *
     * @param text the digits without zeros at either end; empty for zero
     */
    private record Digits(String text, int point) {

        private static final Digits ZERO = new Digits("", 0);

        static Digits of(BigDecimal value, int significant) {
            return of(
                    significant > LAST_PLACE
                            ? value
                            : value.round(new MathContext(significant, RoundingMode.HALF_EVEN)));
        }

        static Digits of(BigDecimal value) {
            if (value.signum() == 0) {
                return ZERO;
            }
            BigDecimal bare = value.stripTrailingZeros();
            return new Digits(bare.unscaledValue().toString(), bare.precision() - bare.scale());
        }

        static Digits shortest(double value, boolean single) {
            BigDecimal digits = new BigDecimal(single ? Float.toString((float) value) : Double.toString(value));
            BigDecimal bare = digits.stripTrailingZeros();
            return of(bare.precision() == 2 ? oneDigit(bare, value, single) : bare);
        }

        /** The JDK prefers two digits even where one is enough; Go never does. */
        private static BigDecimal oneDigit(BigDecimal two, double value, boolean single) {
            BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN));
            boolean same = single ? one.floatValue() == (float) value : one.doubleValue() == value;
            return same ? one : two;
        }

        boolean isZero() {
            return text.isEmpty();
        }

        int count() {
            return text.length();
        }

        char at(int index) {
            return index >= 0 && index < text.length() ? text.charAt(index) : '0';
        }
    }
}
