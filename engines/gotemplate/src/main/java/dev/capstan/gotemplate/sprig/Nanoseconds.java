package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Spans of time in nanoseconds, as Go writes and reads them: {@code 1h2m3.5s}. */
public final class Nanoseconds {

    static final long MICROSECOND = 1_000;
    static final long MILLISECOND = 1_000 * MICROSECOND;
    static final long SECOND = 1_000 * MILLISECOND;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    private Nanoseconds() {}

    /** The text of a span. */
    public static String text(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0s";
        }
        String sign = nanoseconds < 0 ? "-" : "";
        BigDecimal size = new BigDecimal(nanoseconds).abs();
        if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            long small = Math.abs(nanoseconds);
            return sign
                    + (small < MICROSECOND
                            ? small + "ns"
                            : small < MILLISECOND
                                    ? quotient(size, MICROSECOND) + "µs"
                                    : quotient(size, MILLISECOND) + "ms");
        }
        BigDecimal[] hours = size.divideAndRemainder(BigDecimal.valueOf(HOUR));
        BigDecimal[] minutes = hours[1].divideAndRemainder(BigDecimal.valueOf(MINUTE));
        String text = quotient(minutes[1], SECOND) + "s";
        if (size.compareTo(BigDecimal.valueOf(MINUTE)) >= 0) {
            text = minutes[0].toBigInteger() + "m" + text;
        }
        if (hours[0].signum() > 0) {
            text = hours[0].toBigInteger() + "h" + text;
        }
        return sign + text;
    }

    private static String quotient(BigDecimal size, long unit) {
        BigDecimal exact = size.divide(BigDecimal.valueOf(unit));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    /**
     * Reads a span.
     *
     * @throws FunctionException with Go's words
     */
    public static long parse(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return 0;
        }
        if (at == text.length()) {
            throw invalid(text);
        }
        BigDecimal sum = BigDecimal.ZERO;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            String number = text.substring(start, at);
            boolean hasDigit = number.chars().anyMatch(c -> c != '.');
            if (!hasDigit || number.indexOf('.') != number.lastIndexOf('.') || number.length() > 400) {
                throw invalid(text);
            }
            int unitStart = at;
            while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
                at++;
            }
            String unit = text.substring(unitStart, at);
            if (unit.isEmpty()) {
                throw new FunctionException("time: missing unit in duration " + Quote.quote(text));
            }
            BigDecimal span = new BigDecimal(number.endsWith(".") ? number + "0" : number)
                    .multiply(BigDecimal.valueOf(unit(unit, text)))
                    .setScale(0, RoundingMode.DOWN);
            sum = sum.add(span);
        }
        BigDecimal signed = text.startsWith("-") ? sum.negate() : sum;
        if (signed.toBigInteger().bitLength() >= Long.SIZE) {
            throw invalid(text);
        }
        return signed.longValueExact();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long unit(String unit, String text) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> MICROSECOND;
            case "ms" -> MILLISECOND;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default ->
                throw new FunctionException(
                        "time: unknown unit " + Quote.quote(unit) + " in duration " + Quote.quote(text));
        };
    }

    private static FunctionException invalid(String text) {
        return new FunctionException("time: invalid duration " + Quote.quote(text));
    }

    /** Rounded to a multiple, halves away from zero; as it is for a unit that is not positive. */
    public static long round(long nanoseconds, long unit) {
        if (unit <= 0) {
            return nanoseconds;
        }
        BigDecimal multiple = new BigDecimal(nanoseconds)
                .divide(BigDecimal.valueOf(unit), 0, RoundingMode.HALF_UP)
                .multiply(BigDecimal.valueOf(unit));
        boolean fits = multiple.toBigInteger().bitLength() < Long.SIZE;
        return fits ? multiple.longValue() : nanoseconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Cut down to a multiple, towards zero; as it is for a unit that is not positive. */
    public static long truncate(long nanoseconds, long unit) {
        return unit <= 0 ? nanoseconds : nanoseconds - nanoseconds % unit;
    }
}
