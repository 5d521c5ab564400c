package dev.capstan.gotemplate.sprig;

import java.math.BigInteger;
import java.util.OptionalLong;

/** Integers as Go's {@code strconv} reads them. */
final class GoIntegers {

    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private GoIntegers() {}

    /** As a literal of Go: with a prefix for the base, and underscores between digits; empty when it is not one. */
    static OptionalLong parse(String text) {
        int at = hasSign(text) ? 1 : 0;
        int base = 10;
        if (text.length() > at + 1 && text.charAt(at) == '0') {
            base = switch (text.charAt(at + 1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                case 'o', 'O' -> 8;
                default -> 0;
            };
        }
        String digits = text.substring(base == 10 ? at : base == 0 ? at + 1 : at + 2);
        boolean prefixed = base != 10;
        if (digits.indexOf('_') >= 0 && !separatesDigits(digits, prefixed)) {
            return OptionalLong.empty();
        }
        return exact(text, digits.replace("_", ""), base == 0 ? 8 : base);
    }

    /** As digits of a base, with a sign; empty when it is not an integer of 64 bits. */
    static OptionalLong parse(String text, int base) {
        return exact(text, text.substring(hasSign(text) ? 1 : 0), base);
    }

    /** As digits of base ten; what is too large becomes the largest, what is not a number zero. */
    static long parseClamped(String text) {
        String digits = text.substring(hasSign(text) ? 1 : 0);
        if (!areDigits(digits, 10)) {
            return 0;
        }
        return value(text, digits, 10).max(MIN).min(MAX).longValue();
    }

    private static OptionalLong exact(String text, String digits, int base) {
        if (!areDigits(digits, base) || digits.length() > 80) {
            return OptionalLong.empty();
        }
        BigInteger value = value(text, digits, base);
        return value.bitLength() < Long.SIZE ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static BigInteger value(String text, String digits, int base) {
        BigInteger value = new BigInteger(digits.length() > 80 ? "9".repeat(30) : digits, base);
        return text.startsWith("-") ? value.negate() : value;
    }

    private static boolean hasSign(String text) {
        return text.startsWith("+") || text.startsWith("-");
    }

    private static boolean areDigits(String digits, int base) {
        return !digits.isEmpty() && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, base) >= 0);
    }

    private static boolean separatesDigits(String digits, boolean prefixed) {
        return (prefixed || !digits.startsWith("_")) && !digits.endsWith("_") && !digits.contains("__");
    }
}
