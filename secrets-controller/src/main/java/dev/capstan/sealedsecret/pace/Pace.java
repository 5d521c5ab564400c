package dev.capstan.sealedsecret.pace;

import java.time.Duration;

/** Lets something happen a few times at once, and then at regular intervals. Times are readings of one monotonic clock, in nanoseconds. */
public final class Pace {
    private final long interval;
    private final long slack;
    private boolean isUsed;
    private long next;

    /**
     * Nothing has happened yet.
     *
     * @param interval the time between two times in the long run
     * @param burst how often it may happen at once after a rest
     */
    public Pace(Duration interval, int burst) {
        this.interval = interval.toNanos();
        this.slack = this.interval * (burst - 1);
    }

    /** Lets it happen now, or says no. */
    public synchronized boolean tryNow(long now) {
        if (waitAt(now) > 0) {
            return false;
        }
        count(now);
        return true;
    }

    /** Lets it happen after the time that is returned, which counts as one time. */
    public synchronized Duration reserve(long now) {
        long wait = waitAt(now);
        count(now);
        return Duration.ofNanos(wait);
    }

    private long waitAt(long now) {
        return isUsed ? Math.max(0, next - slack - now) : 0;
    }

    private void count(long now) {
        next = (isUsed && next - now > 0 ? next : now) + interval;
        isUsed = true;
    }
}
