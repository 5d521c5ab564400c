package dev.capstan.gotemplate.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Floating-point numbers written with powers of two. */
final class BinaryFloat {

    private static final int FRACTION_BITS = 52;
    private static final int SINGLE_FRACTION_BITS = 23;
    private static final int BIAS = 1023;
    private static final int HEX_DIGITS = FRACTION_BITS / 4;

    private BinaryFloat() {}

    /** {@code 4503599627370496p-52}. */
    static String powerOfTwo(double value, boolean single) {
        long fraction;
        int exponent;
        if (single) {
            int bits = Float.floatToRawIntBits((float) value);
            int biased = bits >>> SINGLE_FRACTION_BITS & 0xff;
            fraction = bits & (1 << SINGLE_FRACTION_BITS) - 1 | (biased == 0 ? 0 : 1 << SINGLE_FRACTION_BITS);
            exponent = Math.max(biased, 1) - 127 - SINGLE_FRACTION_BITS;
        } else {
            long bits = Double.doubleToRawLongBits(value);
            int biased = (int) (bits >>> FRACTION_BITS & 0x7ff);
            fraction = bits & (1L << FRACTION_BITS) - 1 | (biased == 0 ? 0 : 1L << FRACTION_BITS);
            exponent = Math.max(biased, 1) - BIAS - FRACTION_BITS;
        }
        return fraction + "p" + (exponent >= 0 ? "+" : "") + exponent;
    }

    /** {@code 0x1.8p+01}, with so many hexadecimal digits, or as many as needed. */
    static String hex(double value, int precision) {
        if (value == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        int exponent = Math.getExponent(value);
        double scaled = value;
        if (exponent < Double.MIN_EXPONENT) {
            scaled = value * 0x1p64;
            exponent = Math.getExponent(scaled) - 64;
            return mantissa(Math.scalb(scaled, -Math.getExponent(scaled)), exponent, precision);
        }
        return mantissa(Math.scalb(scaled, -exponent), exponent, precision);
    }

    private static String mantissa(double one, int exponent, int precision) {
        BigInteger digits = new BigDecimal(Math.scalb(one, FRACTION_BITS)).toBigIntegerExact();
        int places = HEX_DIGITS;
        if (precision >= 0 && precision < HEX_DIGITS) {
            BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(4 * (HEX_DIGITS - precision)));
            digits = new BigDecimal(digits)
                    .divide(unit, 0, RoundingMode.HALF_EVEN)
                    .toBigIntegerExact();
            places = precision;
        }
        int power = exponent;
        if (digits.bitLength() > 4 * places + 1) {
            digits = digits.shiftRight(1);
            power++;
        }
        String text = digits.toString(16);
        String fraction = text.substring(1);
        if (precision < 0) {
            fraction = fraction.replaceAll("0+$", "");
        } else {
            fraction += "0".repeat(precision - fraction.length());
        }
        String size = Math.abs(power) < 10 ? "0" + Math.abs(power) : String.valueOf(Math.abs(power));
        return "0x" + text.charAt(0) + (fraction.isEmpty() ? "" : "." + fraction) + "p" + (power < 0 ? "-" : "+")
                + size;
    }
}
