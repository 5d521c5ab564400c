package dev.capstan.argo.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A window that opens whenever a schedule comes and stays open for a time that is measured, not read from clocks: three hours are three
 * hours, also on the day that has twenty-three.
 *
 * @param schedule when it opens
 * @param duration how long it stays open; it never opens when this is not positive
 * @param clocks by which the schedule is read
 */
public record RecurringWindow(CronSchedule schedule, Duration duration, ZoneId clocks) {
    /** Openings that follow each other without a gap, before they count as one without end. */
    private static final int MOST_JOINED = 1000;

    /**
     * One time that it is open without interruption.
     *
     * @param end the first instant at which it is closed; empty when no end is in sight
     */
    public record Opening(Instant begin, Optional<Instant> end) {}

    /** Whether it is open: from the instant of the schedule to just before the end. */
    public boolean isOpenAt(Instant now) {
        return lastBegin(now).filter(begin -> begin.plus(duration).isAfter(now)).isPresent();
    }

    /** The opening that an instant is in. */
    public Optional<Opening> openAt(Instant now) {
        return lastBegin(now)
                .filter(begin -> begin.plus(duration).isAfter(now))
                .map(begin -> new Opening(begin, end(begin)));
    }

    /** The beginning of the first opening after an instant that does not join the one that the instant is in; empty for none in sight. */
    public Optional<Instant> nextAfter(Instant now) {
        if (!opens()) {
            return Optional.empty();
        }
        Optional<Opening> current = openAt(now);
        return current.isEmpty()
                ? schedule.firstAfter(now, clocks)
                : current.get().end().flatMap(end -> schedule.firstAfter(end, clocks));
    }

    /** When it opens or closes next, whichever comes first; empty when it does not in sight. */
    public Optional<Instant> changeAfter(Instant now) {
        Optional<Opening> current = openAt(now);
        return current.isPresent() ? current.get().end() : nextAfter(now);
    }

    private boolean opens() {
        return duration.isPositive();
    }

    private Optional<Instant> lastBegin(Instant now) {
        return opens() ? schedule.lastUntil(now, clocks) : Optional.empty();
    }

    private Optional<Instant> end(Instant begin) {
        Instant end = begin.plus(duration);
        for (int i = 0; i < MOST_JOINED; i++) {
            Instant later = schedule.lastUntil(end, clocks).orElse(begin).plus(duration);
            if (!later.isAfter(end)) {
                return Optional.of(end);
            }
            end = later;
        }
        return Optional.empty();
    }
}
