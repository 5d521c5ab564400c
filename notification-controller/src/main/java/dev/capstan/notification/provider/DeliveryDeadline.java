package dev.capstan.notification.provider;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of the time that one try of a delivery may take, all its calls together. */
public final class DeliveryDeadline {
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final long end;

    private DeliveryDeadline(Duration timeout, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + timeout.toNanos();
    }

    /**
     * The time begins now.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public static DeliveryDeadline after(Duration timeout, LongSupplier nanoTime) {
        return new DeliveryDeadline(timeout, nanoTime);
    }

    /** All the time there was. */
    public Duration timeout() {
        return timeout;
    }

    /** The time that is left; at least a millisecond, so that a call that is made too late ends as one that took too long. */
    public Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, end - nanoTime.getAsLong()));
    }
}
