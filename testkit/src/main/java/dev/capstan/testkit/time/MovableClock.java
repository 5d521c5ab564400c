package dev.capstan.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. May be read by several threads. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    private MovableClock(Instant now) {
        this.now = now;
    }

    /** Stands at this time. */
    public static MovableClock at(Instant now) {
        return new MovableClock(now);
    }

    /** Moves it to a time, which may be an earlier one. */
    public void moveTo(Instant time) {
        now = time;
    }

    /** Moves it on. */
    public void moveBy(Duration time) {
        moveTo(now.plus(time));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
