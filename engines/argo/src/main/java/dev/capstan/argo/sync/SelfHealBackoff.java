package dev.capstan.argo.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an application waits before it heals itself again: the longer, the more often it had to.
 *
 * @param first before the first repetition
 * @param factor by which every further one is longer
 * @param longest at most
 */
public record SelfHealBackoff(Duration first, int factor, Duration longest) {

    /** 2 s × 3^n, at most 300 s. */
    public static SelfHealBackoff byDefault() {
        return new SelfHealBackoff(Duration.ofSeconds(2), 3, Duration.ofSeconds(300));
    }

    /** How long to wait after so many attempts; the first one does not wait. */
    public Duration afterAttempts(long attempts) {
        if (attempts <= 0) {
            return Duration.ZERO;
        }
        double nanos = (double) first.toNanos() * Math.pow(factor, attempts - 1.0);
        return Duration.ofNanos((long) Math.min(nanos, (double) longest.toNanos()));
    }

    /** What is left of the wait. */
    Duration remaining(long attempts, Optional<Instant> finishedAt, Instant now) {
        Duration wait = afterAttempts(attempts);
        Duration left = finishedAt
                .map(finished -> wait.minus(Duration.between(finished, now)))
                .orElse(wait);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
