package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.value.Complex;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the numbers that Go allows in templates. */
final class NumberReader {

    private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE);
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]++\\.?[0-9]*+|\\.[0-9]++)([eE][+-]?[0-9]++)?");
    private static final Pattern HEX =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]++\\.?[0-9a-fA-F]*+|\\.[0-9a-fA-F]++)[pP][+-]?[0-9]++");

    private NumberReader() {}

    /** The value of a word that looks like a number. */
    static NumberValue read(String text) throws MalformedNumberException {
        if (text.endsWith("i")) {
            Double imaginary = decimal(text.substring(0, text.length() - 1));
            if (imaginary != null) {
                return NumberValue.ofComplex(new Complex(0, imaginary));
            }
        }
        BigInteger integer = integer(text);
        boolean signed = text.startsWith("+") || text.startsWith("-");
        Long asInteger = integer != null && integer.compareTo(MIN) >= 0 && integer.compareTo(MAX) <= 0
                ? Long.valueOf(integer.longValue())
                : null;
        boolean fits = integer != null && integer.signum() >= 0 && integer.bitLength() <= Long.SIZE;
        Long asUnsigned = integer != null && fits && (!signed || integer.signum() == 0) ? integer.longValue() : null;
        if (integer != null && (asInteger != null || asUnsigned != null)) {
            return NumberValue.ofInteger(asInteger, asUnsigned, integer.doubleValue());
        }
        Double decimal = decimal(text);
        if (decimal == null) {
            throw new MalformedNumberException("illegal number syntax: " + Quote.quote(text));
        }
        if (text.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
            throw new MalformedNumberException("integer overflow: " + Quote.quote(text));
        }
        return NumberValue.ofDecimal(decimal, null);
    }

    /** The value of {@code 1+2i}. */
    static NumberValue readComplex(String text) throws MalformedNumberException {
        int middle = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (middle > 0 && "eEpP".indexOf(text.charAt(middle - 1)) >= 0) {
            middle = Math.max(text.lastIndexOf('+', middle - 1), text.lastIndexOf('-', middle - 1));
        }
        Double real = middle > 0 ? decimal(text.substring(0, middle)) : null;
        Double imaginary = middle > 0 ? decimal(text.substring(middle, text.length() - 1)) : null;
        if (real == null || imaginary == null) {
            throw new MalformedNumberException("syntax error scanning complex number");
        }
        return NumberValue.ofComplex(new Complex(real, imaginary));
    }

    private static @Nullable BigInteger integer(String text) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String digits = text.substring(signed ? 1 : 0);
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> 16;
                case 'o' -> 8;
                case 'b' -> 2;
                default -> 0;
            };
            digits = digits.substring(radix == 0 ? 1 : 2);
            radix = radix == 0 ? 8 : radix;
        }
        if (digits.contains("_")) {
            if (!hasGoodUnderscores(text)) {
                return null;
            }
            digits = digits.replace("_", "");
        }
        int base = radix;
        if (digits.isEmpty() || digits.length() > 70 || !digits.chars().allMatch(c -> Character.digit(c, base) >= 0)) {
            return null;
        }
        BigInteger value = new BigInteger(digits, radix);
        return text.startsWith("-") ? value.negate() : value;
    }

    private static @Nullable Double decimal(String text) {
        if (text.contains("_") && !hasGoodUnderscores(text)) {
            return null;
        }
        String bare = text.replace("_", "");
        if (!DECIMAL.matcher(bare).matches() && !HEX.matcher(bare).matches()) {
            return null;
        }
        double value = Double.parseDouble(bare);
        return Double.isInfinite(value) ? null : value;
    }

    /** An underscore stands between two digits, or between the prefix of a base and a digit. */
    private static boolean hasGoodUnderscores(String text) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String number = text.substring(signed ? 1 : 0).toLowerCase(Locale.ROOT);
        boolean prefixed = number.length() > 1 && number.charAt(0) == '0' && "box".indexOf(number.charAt(1)) >= 0;
        boolean hex = prefixed && number.charAt(1) == 'x';
        char last = prefixed ? '0' : '^';
        for (int i = prefixed ? 2 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean isDigit = c >= '0' && c <= '9' || hex && c >= 'a' && c <= 'f';
            if (c == '_' ? last != '0' : !isDigit && last == '_') {
                return false;
            }
            last = isDigit ? '0' : c == '_' ? '_' : '!';
        }
        return last != '_';
    }

    /** The word is not a number, or it is one that nothing holds. */
    static final class MalformedNumberException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedNumberException(String message) {
            super(message, null, false, false);
        }
    }
}
