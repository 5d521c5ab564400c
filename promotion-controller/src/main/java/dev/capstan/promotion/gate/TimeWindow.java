package dev.capstan.promotion.gate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;

/**
 * A time of the week by the clocks of a place. When clocks are set back, a window that the repeated hour begins or ends in has it in
 * full; when they are set forward, a window begins or ends with the hour that is left out, and one that lies in it does not open on that
 * day.
 *
 * @param days the days on which it begins; not empty
 * @param from when it begins
 * @param to when it ends; on the next day when it is not after {@code from}; midnight stands for the end of the day
 * @param zone whose clocks
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** Copies the days. */
    public TimeWindow {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("A window begins on at least one day");
        }
    }

    /** One time that it is open: from its beginning to just before its end. */
    public record Opening(Instant begin, Instant end) {
        boolean has(Instant instant) {
            return !instant.isBefore(begin) && instant.isBefore(end);
        }
    }

    /** The opening that an instant is in. */
    public Optional<Opening> openAt(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return today.minusDays(1)
                .datesUntil(today.plusDays(1))
                .flatMap(date -> opening(date).stream())
                .filter(opening -> opening.has(now))
                .reduce((one, other) -> one.end().isAfter(other.end()) ? one : other);
    }

    /** The beginning of the next opening after an instant. */
    public Instant nextAfter(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return today.minusDays(1)
                .datesUntil(today.plusWeeks(3)) // one week, and those in which clocks leave it out
                .flatMap(date -> opening(date).stream())
                .map(Opening::begin)
                .filter(begin -> begin.isAfter(now))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A window that never opens: " + this));
    }

    private Optional<Opening> opening(LocalDate date) {
        if (!days.contains(date.getDayOfWeek())) {
            return Optional.empty();
        }
        Instant begin = instant(date, from, true);
        Instant end = instant(to.isAfter(from) ? date : date.plusDays(1), to, false);
        return begin.isBefore(end) ? Optional.of(new Opening(begin, end)) : Optional.empty();
    }

    /**
     * The instant of a time on a clock: of two the earlier one for a beginning, and for an end where the repeated hour begins,
     * which is after the window; of none the one at which the clock was set forward.
     */
    private Instant instant(LocalDate date, LocalTime time, boolean isBegin) {
        var local = date.atTime(time);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition == null) {
            return local.atZone(zone).toInstant();
        }
        if (transition.isGap()) {
            return transition.getInstant();
        }
        boolean isBeforeRepetition = isBegin || local.equals(transition.getDateTimeAfter());
        return local.toInstant(isBeforeRepetition ? transition.getOffsetBefore() : transition.getOffsetAfter());
    }
}
