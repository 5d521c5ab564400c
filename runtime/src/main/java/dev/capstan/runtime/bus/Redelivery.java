package dev.capstan.runtime.bus;

import dev.capstan.runtime.schedule.Backoff;
import java.time.Duration;
import java.util.Optional;

/** How often and when a message comes again whose effect did not happen; the same for every connector. */
public final class Redelivery {
    /** How often a message is delivered at most. */
    public static final int DELIVERIES = 10;

    private static final Backoff DELAYS = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1));

    private Redelivery() {}

    /**
     * The delay before the next delivery; empty when there is none.
     *
     * @param deliveries how often the message was delivered so far, from 1
     */
    public static Optional<Duration> after(int deliveries) {
        return deliveries >= DELIVERIES ? Optional.empty() : Optional.of(DELAYS.after(deliveries));
    }
}
