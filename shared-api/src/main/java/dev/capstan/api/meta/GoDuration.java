package dev.capstan.api.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations in the notation of Go, which the custom resources use: {@code 1h30m}, {@code 10m0s}, {@code 1.5s}, {@code 750ms}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)(ms|h|m|s)");
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** The shortest pause between attempts. */
    public static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private GoDuration() {}

    /**
     * Reads a duration that follows the patterns of the custom resources.
     *
     * @return empty where the text is not such a duration, or too long for Go (about 292 years)
     */
    public static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                return Optional.empty();
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
            end = part.end();
        }
        BigInteger whole = nanos.toBigInteger();
        return text.isEmpty() || whole.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(whole.longValueExact()));
    }

    /** Reads a duration that must be positive; another value stands for one that is absent, zero, negative or unreadable. */
    public static Duration positive(@Nullable String text, Duration otherwise) {
        return Optional.ofNullable(text)
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(otherwise);
    }

    /**
     * Reads the pause between attempts at something that failed. One that is shorter would keep a process busy with one object, and counts as
     * {@link #SHORTEST_PAUSE}.
     */
    public static Duration pause(@Nullable String text, Duration otherwise) {
        Duration asked = positive(text, otherwise);
        return asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
    }

    private static BigDecimal nanosOf(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "h" -> 3_600_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "s" -> 1_000_000_000L;
                    default -> 1_000_000L;
                });
    }

    /**
     * Writes a duration as Go prints it: {@code 10m0s}, {@code 1h0m0s}, {@code 1.5s}, {@code 750ms}.
     *
     * @param duration zero or positive; finer than a microsecond is cut off
     */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A negative duration: " + duration);
        }
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            return decimal(duration.toNanos(), 1_000) + "µs";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return decimal(duration.toNanos(), 1_000_000) + "ms";
        }
        var text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        long nanosOfMinute = duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart();
        return text.append(decimal(nanosOfMinute, 1_000_000_000)).append('s').toString();
    }

    private static String decimal(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
