package dev.capstan.sealedsecret.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a new key is made. Old ones stay.
 *
 * @param period the age of the newest key at which the next one is made; zero for never
 * @param cutoff a newest key that is older than this is replaced at once; empty for none
 * @param firstKeyDelay how long after the start the first key is made when nobody asks for one before
 */
public record RenewalRule(Duration period, Optional<Instant> cutoff, Duration firstKeyDelay) {

    /**
     * How long there is time until the next key; zero when it is due.
     *
     * @param newest when the newest key began; empty when there is none
     * @return empty when there will be no next key
     */
    public Optional<Duration> untilNext(Optional<Instant> newest, Instant now) {
        if (newest.isEmpty() || isCutOff(newest.get(), now)) {
            return Optional.of(Duration.ZERO);
        }
        if (period.isZero()) {
            return Optional.empty();
        }
        var left = Duration.between(now, newest.get().plus(period));
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /**
     * How long there is time until the first key; zero when it is due.
     *
     * @param uptime since the start
     * @param isAskedFor whether somebody wants to seal or to unseal
     */
    public Duration untilFirst(Duration uptime, boolean isAskedFor) {
        var left = firstKeyDelay.minus(uptime);
        return isAskedFor || left.isNegative() ? Duration.ZERO : left;
    }

    /** A cut-off time in the future would make keys again and again. */
    private boolean isCutOff(Instant newest, Instant now) {
        return cutoff.filter(time -> newest.isBefore(time) && !time.isAfter(now))
                .isPresent();
    }
}
