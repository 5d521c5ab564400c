package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.Unsigned;
import org.jspecify.annotations.Nullable;

/** Numbers of values of any type, by the rules of spf13/cast: what is not a number is zero. */
final class Casts {

    private Casts() {}

    static long toInteger(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Double number -> truncated(number);
            case Float number -> truncated(number);
            case Number number -> number.longValue();
            case Boolean bool -> bool ? 1 : 0;
            case String text -> GoIntegers.parse(withoutZeroFraction(text)).orElse(0);
            case GoObject object when isCalendarUnit(object) -> toInteger(object.underlying());
            default -> 0;
        };
    }

    static double toDecimal(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Unsigned number -> number.doubleValue();
            case Number number -> number.doubleValue();
            case Boolean bool -> bool ? 1 : 0;
            case String text -> GoFloats.parse(text).orElse(0);
            case GoObject object when isCalendarUnit(object) -> toInteger(object.underlying());
            default -> 0;
        };
    }

    /** Of named number types, only these two are taken for numbers. */
    private static boolean isCalendarUnit(GoObject object) {
        return switch (object.type().name()) {
            case "time.Month", "time.Weekday" -> true;
            default -> false;
        };
    }

    /** Go's conversion on the usual machines: whatever does not fit becomes the smallest number. */
    static long truncated(double value) {
        boolean fits = value >= -0x1p63 && value < 0x1p63;
        return fits ? (long) value : Long.MIN_VALUE;
    }

    /** {@code 3.00} as {@code 3}; other fractions stay, and are no integers then. */
    private static String withoutZeroFraction(String text) {
        int at = text.length();
        while (at > 0 && text.charAt(at - 1) == '0') {
            at--;
        }
        boolean isFraction = at > 0 && at < text.length() && text.charAt(at - 1) == '.';
        return isFraction ? text.substring(0, at - 1) : text;
    }
}
