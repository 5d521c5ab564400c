package dev.capstan.runtime.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Spreads intervals, so that objects that were made together do not stay together.
 *
 * @param percent the largest deviation to either side, 0 to 99
 * @param random where chance comes from
 */
public record Jitter(int percent, RandomGenerator random) {
    /** The deviation of the toolkit. */
    public static final int STANDARD_PERCENT = 5;

    /** Refuses a deviation that could make an interval vanish. */
    public Jitter {
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException("Jitter is a percentage from 0 to 99, not " + percent);
        }
    }

    /** The interval, longer or shorter by at most the percentage. */
    public Duration spread(Duration interval) {
        if (percent == 0 || interval.isZero()) {
            return interval;
        }
        double factor = 1 + (random.nextDouble() * 2 - 1) * percent / 100;
        return Duration.ofNanos((long) (interval.toNanos() * factor));
    }
}
