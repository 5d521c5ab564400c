package dev.capstan.argo.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5h}, {@code 90s}, {@code -5m}, {@code 0}. */
public final class GoDuration {
    private static final int LONGEST = 64;
    private static final BigDecimal MOST_NANOSECONDS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern PART = Pattern.compile("([0-9]++\\.?+[0-9]*+|\\.[0-9]++)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** Reads a duration; empty when the text is none, or too long for Go. */
    public static Optional<Duration> parse(String text) {
        if (text.length() > LONGEST || text.isEmpty()) {
            return Optional.empty();
        }
        boolean isNegative = text.charAt(0) == '-';
        String amount = isNegative || text.charAt(0) == '+' ? text.substring(1) : text;
        if (amount.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        return nanoseconds(amount).map(sum -> Duration.ofNanos(isNegative ? -sum : sum));
    }

    private static Optional<Long> nanoseconds(String amount) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(amount);
        int end = 0;
        while (end < amount.length()) {
            part.region(end, amount.length());
            if (!part.lookingAt()) {
                return Optional.empty();
            }
            end = part.end();
            BigDecimal unit = BigDecimal.valueOf(NANOSECONDS.getOrDefault(part.group(2), 0L));
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return end == 0 || sum.compareTo(MOST_NANOSECONDS) > 0 ? Optional.empty() : Optional.of(sum.longValue());
    }
}
