package dev.capstan.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as Go's standard library reads and prints them; the Kubernetes tools inherit its notation. */
final class GoNumbers {
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MIN_SIGNED = BigInteger.ONE.shiftLeft(63).negate();
    private static final BigInteger MAX_SIGNED = BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE);

    /** Whole numbers below this are printed as they are. */
    private static final double EXACT = 1L << 53;

    private GoNumbers() {}

    static boolean isInteger(String text) {
        if (isShortDecimal(text)) {
            return true;
        }
        return integer(text) != null;
    }

    /**
     * Reads an integer with an optional sign and prefix ({@code 0x}, {@code 0b}, {@code 0o}, or a leading zero for
     * octal) that fits 64 bits, signed or, without a sign, unsigned.
     *
     * @return decimal digits, or null when the text is not such an integer
     */
    static @Nullable String integer(String text) {
        if (isShortDecimal(text)) {
            return text;
        }
        int at = 0;
        boolean signed = false;
        boolean negative = false;
        if (!text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-')) {
            signed = true;
            negative = text.charAt(0) == '-';
            at = 1;
        }
        int radix = 10;
        if (text.length() > at + 1 && text.charAt(at) == '0') {
            radix = switch (text.charAt(at + 1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                case 'o', 'O' -> 8;
                default -> 0;
            };
            at += radix == 0 ? 1 : 2;
            radix = radix == 0 ? 8 : radix;
        }
        return parse(text, at, radix, signed, negative);
    }

    /** Further notations: {@code 0b} and {@code 0o} before a signed number. */
    static @Nullable String oddInteger(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        if (text.length() < at + 3 || text.charAt(at) != '0') {
            return null;
        }
        int radix = text.charAt(at + 1) == 'b' ? 2 : text.charAt(at + 1) == 'o' ? 8 : 0;
        if (radix == 0) {
            return null;
        }
        int digits = at + 2;
        boolean negative = at == 1;
        boolean signed = negative;
        if (!negative && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
            negative = text.charAt(digits) == '-';
            signed = true;
            digits++;
        }
        return parse(text, digits, radix, signed, negative);
    }

    private static @Nullable String parse(String text, int from, int radix, boolean signed, boolean negative) {
        if (from >= text.length() || text.length() - from > 70) {
            return null;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(text.substring(from), radix);
        if (negative) {
            value = value.negate();
        }
        boolean fits = signed
                ? value.compareTo(MIN_SIGNED) >= 0 && value.compareTo(MAX_SIGNED) <= 0
                : value.compareTo(MAX_UNSIGNED) <= 0;
        return fits ? value.toString() : null;
    }

    /** One to eighteen digits without a leading zero, the shape of nearly every integer. */
    private static boolean isShortDecimal(String text) {
        int length = text.length();
        if (length == 0 || length > 18 || text.charAt(0) == '0' && length > 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** A finite number as Go's JSON encoder prints it: shortest digits, exponent only below 1e-6 and from 1e21 on. */
    static String jsonFloat(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        double size = Math.abs(value);
        if (size < EXACT && value == (long) value) {
            return Long.toString((long) value);
        }
        if (size >= 1e-6 && size < 1e21) {
            return plainDigits(value);
        }
        return exponentForm(value, 1);
    }

    /** A number as go-yaml prints it: exponent below 1e-4 and from 1e6 on. */
    static String yamlFloat(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= 6 ? exponentForm(value, 2) : plainDigits(value);
    }

    /** As {@link #yamlFloat(double)} with the digits that single precision needs. */
    static String yamlFloat(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return yamlFloat((double) value);
        }
        return yamlFloat(Double.parseDouble(Float.toString(value)));
    }

    /** A float as YAML after it went through JSON, where a whole number looks like an integer. */
    static String numberAfterJson(double value) {
        return yamlOfJson(jsonFloat(value));
    }

    /** The digits of a number in JSON, as YAML once they were read again. */
    static String yamlOfJson(String json) {
        String integer = json.equals("-0") ? "0" : integer(json);
        return integer != null ? integer : yamlFloat(Double.parseDouble(json));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (digits.precision() != 2) {
            return digits;
        }
        // The JDK prefers two digits even where one is enough; Go never does.
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one.stripTrailingZeros() : digits;
    }

    private static String plainDigits(double value) {
        return shortest(value).toPlainString();
    }

    private static String exponentForm(double value, int exponentDigits) {
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = shortest.precision() - shortest.scale() - 1;
        StringBuilder text = new StringBuilder(24);
        if (value < 0) {
            text.append('-');
        }
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append('e').append(exponent < 0 ? '-' : '+');
        String size = Integer.toString(Math.abs(exponent));
        text.append("0".repeat(Math.max(0, exponentDigits - size.length()))).append(size);
        return text.toString();
    }
}
