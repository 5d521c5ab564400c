package dev.capstan.argo.sync;

import dev.capstan.argo.schedule.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How often a failed operation is tried again, and when: after {@code duration × factor^n}, at most {@code maxDuration}, and never at once.
 *
 * @param limit how often; 0 for never, less for ever
 * @param refreshes whether a new attempt takes the newest revision
 */
public record RetryStrategy(long limit, Duration duration, long factor, Duration maxDuration, boolean refreshes) {

    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final long FACTOR = 2;
    /** Fields may say 0, and that for ever. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long LIMIT_OF_AUTOMATED = 5;
    private static final DateTimeFormatter KITCHEN = DateTimeFormatter.ofPattern("h:mma", Locale.ROOT);

    /** What holds for an operation without a strategy. */
    public static RetryStrategy byDefault(boolean isAutomated) {
        return new RetryStrategy(isAutomated ? LIMIT_OF_AUTOMATED : 0, DURATION, FACTOR, LONGEST, false);
    }

    /**
     * The strategy that fields describe.
     *
     * @param duration empty for the default
     * @param maxDuration empty for the default
     * @return empty when a duration cannot be read
     */
    public static Optional<RetryStrategy> of(
            long limit, String duration, Optional<Long> factor, String maxDuration, boolean refreshes) {
        Optional<Duration> wait = duration.isEmpty() ? Optional.of(DURATION) : parse(duration);
        Optional<Duration> longest = maxDuration.isEmpty() ? Optional.of(LONGEST) : parse(maxDuration);
        return wait.isPresent() && longest.isPresent()
                ? Optional.of(new RetryStrategy(limit, wait.get(), factor.orElse(FACTOR), longest.get(), refreshes))
                : Optional.empty();
    }

    /** Reads {@code 1h30m}; a number without a unit is seconds. */
    public static Optional<Duration> parse(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return GoDuration.parse(text).filter(parsed -> !parsed.isNegative());
    }

    /** Whether a failed operation is tried again. */
    public boolean allows(long retriesSoFar) {
        return limit < 0 || retriesSoFar < limit;
    }

    /**
     * How long an attempt waits.
     *
     * @param retriesSoFar attempts after the first one that were made before
     */
    public Duration waitBefore(long retriesSoFar) {
        double nanos = (double) duration.toNanos() * Math.pow((double) factor, (double) Math.max(0, retriesSoFar));
        double longest = (double) (maxDuration.isZero() ? Long.MAX_VALUE : maxDuration.toNanos());
        return Duration.ofNanos((long) Math.max((double) SHORTEST.toNanos(), Math.min(nanos, longest)));
    }

    /** What becomes of an operation that failed. */
    public sealed interface AfterFailure {

        /**
         * It stays running, with the time of the failure as {@code finishedAt}, until the next attempt.
         *
         * @param retryCount for {@code operationState.retryCount}
         */
        record Retry(long retryCount, Instant at, String message) implements AfterFailure {}

        /** It has failed for good. */
        record GiveUp(String message) implements AfterFailure {}
    }

    /**
     * Decides what becomes of a failed operation.
     *
     * @param message of the failure
     * @param isTerminated whether somebody ended it, which is never tried again
     * @param zone in which the message tells the time
     */
    public AfterFailure afterFailure(
            String message, boolean isTerminated, long retriesSoFar, Instant failedAt, ZoneId zone) {
        if (isTerminated || !allows(retriesSoFar)) {
            return new AfterFailure.GiveUp(
                    retriesSoFar > 0 ? message + " (retried " + retriesSoFar + " times)." : message);
        }
        long attempt = retriesSoFar + 1;
        Instant at = failedAt.plus(waitBefore(retriesSoFar));
        return new AfterFailure.Retry(
                attempt,
                at,
                message + ". Retrying attempt #" + attempt + " at " + KITCHEN.format(at.atZone(zone)) + ".");
    }

    /** The message of an attempt that begins. */
    public String messageOfAttempt(long retryCount) {
        return "Retrying operation" + (refreshes ? " with latest revisions" : "") + ". Attempt #" + retryCount;
    }
}
