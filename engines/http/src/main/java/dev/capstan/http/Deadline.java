package dev.capstan.http;

import java.time.Duration;

/** The moment at which some work ends, and how long it was allowed to take. Immune to clock changes. */
public record Deadline(Duration allowed, long endNanos) {

    /** From now on. */
    public static Deadline in(Duration allowed) {
        return new Deadline(allowed, System.nanoTime() + allowed.toNanos());
    }

    /** What is left, at least one millisecond so that it can be given to calls that refuse zero. */
    public Duration remaining() {
        var left = Duration.ofNanos(endNanos - System.nanoTime());
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /** Whether the time is over. */
    public boolean isOver() {
        return endNanos - System.nanoTime() <= 0;
    }
}
