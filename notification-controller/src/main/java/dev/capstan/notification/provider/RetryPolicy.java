package dev.capstan.notification.provider;

import dev.capstan.api.meta.Failure.Retry;
import java.time.Duration;
import java.util.Optional;

/**
 * How often, and after which pauses, a delivery is tried again.
 *
 * @param retries tries after the first one
 * @param first the pause after the first failure; it doubles
 * @param longest the pause that is never exceeded, also when the place asks for a longer one
 */
public record RetryPolicy(int retries, Duration first, Duration longest) {
    /** Four more tries, after 2, 4, 8 and 16 seconds; never more than 30 seconds apart. */
    public static final RetryPolicy STANDARD = new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofSeconds(30));

    /**
     * The pause before the next try; empty when there shall be none.
     *
     * @param failed how many tries have failed, from 1
     */
    Optional<Duration> pauseAfter(DispatchFailure failure, int failed) {
        if (failed > retries || failure.retry() != Retry.WITH_BACKOFF) {
            return Optional.empty();
        }
        Duration doubled = first.multipliedBy(1L << Math.min(failed - 1, 20));
        Duration asked =
                failure instanceof DispatchFailure.Overloaded overloaded ? overloaded.retryAfter() : Duration.ZERO;
        Duration pause = doubled.compareTo(asked) < 0 ? asked : doubled;
        return Optional.of(pause.compareTo(longest) > 0 ? longest : pause);
    }
}
