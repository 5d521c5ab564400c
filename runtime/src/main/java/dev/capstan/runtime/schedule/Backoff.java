package dev.capstan.runtime.schedule;

import java.time.Duration;

/**
 * A delay that doubles with every failure in a row.
 *
 * @param first the delay after the first failure
 * @param longest the delay that is never exceeded
 */
public record Backoff(Duration first, Duration longest) {
    /** The delays of the toolkit: 750 ms, doubling, at most 15 minutes. */
    public static final Backoff STANDARD = new Backoff(Duration.ofMillis(750), Duration.ofMinutes(15));

    /** Refuses delays that are not positive or not in order. */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("The first delay must be positive and not longer than the longest one");
        }
    }

    /**
     * The delay after so many failures in a row.
     *
     * @param failures from 1; smaller numbers count as 1
     */
    public Duration after(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, 40);
        long millis = first.toMillis() << Math.min(doublings, Long.numberOfLeadingZeros(first.toMillis()) - 1);
        Duration delay = Duration.ofMillis(millis);
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
