package dev.capstan.argo.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times of a day on which a schedule comes. On a day without a change of clocks they are found without looking at each.
 *
 * @param isEveryHour whether it follows the clock where one is changed
 */
record DayTimes(CronField hours, CronField minutes, boolean isEveryHour) {
    private static final int LAST_HOUR = 23;
    private static final int LAST_MINUTE = 59;

    /** The last one at or before an instant. */
    Optional<Instant> lastUntil(Instant now, LocalDate date, ZoneId clocks) {
        Optional<ZoneOffset> offset = steadyOffset(date, clocks);
        if (offset.isEmpty()) {
            return each(date, clocks).filter(time -> !time.isAfter(now)).max(Comparator.naturalOrder());
        }
        LocalDateTime limit = LocalDateTime.ofInstant(now, offset.get());
        if (limit.toLocalDate().isBefore(date)) {
            return Optional.empty();
        }
        boolean isWholeDay = limit.toLocalDate().isAfter(date);
        int lastHour = isWholeDay ? LAST_HOUR : limit.getHour();
        for (int hour = lastHour; hour >= 0; hour--) {
            int lastMinute = isWholeDay || hour < lastHour ? LAST_MINUTE : limit.getMinute();
            long possible = hours.has(hour) ? minutes.bits() & ((1L << (lastMinute + 1)) - 1) : 0;
            if (possible != 0) {
                int minute = Long.SIZE - 1 - Long.numberOfLeadingZeros(possible);
                return Optional.of(date.atTime(hour, minute).toInstant(offset.get()));
            }
        }
        return Optional.empty();
    }

    /** The first one after an instant. */
    Optional<Instant> firstAfter(Instant now, LocalDate date, ZoneId clocks) {
        Optional<ZoneOffset> offset = steadyOffset(date, clocks);
        if (offset.isEmpty()) {
            return each(date, clocks).filter(time -> time.isAfter(now)).min(Comparator.naturalOrder());
        }
        LocalDateTime limit = LocalDateTime.ofInstant(now, offset.get())
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        if (limit.toLocalDate().isAfter(date)) {
            return Optional.empty();
        }
        boolean isWholeDay = limit.toLocalDate().isBefore(date);
        int firstHour = isWholeDay ? 0 : limit.getHour();
        for (int hour = firstHour; hour <= LAST_HOUR; hour++) {
            int firstMinute = isWholeDay || hour > firstHour ? 0 : limit.getMinute();
            long possible = hours.has(hour) ? minutes.bits() & (-1L << firstMinute) : 0;
            if (possible != 0) {
                int minute = Long.numberOfTrailingZeros(possible);
                return Optional.of(date.atTime(hour, minute).toInstant(offset.get()));
            }
        }
        return Optional.empty();
    }

    /** The offset of the clocks on the whole day; empty when they are changed. */
    private static Optional<ZoneOffset> steadyOffset(LocalDate date, ZoneId clocks) {
        ZoneRules rules = clocks.getRules();
        LocalDateTime begin = date.atStartOfDay();
        LocalDateTime end = date.atTime(LocalTime.MAX);
        boolean isSteady = rules.getTransition(begin) == null
                && rules.getTransition(end) == null
                && rules.getOffset(begin).equals(rules.getOffset(end));
        return isSteady ? Optional.of(rules.getOffset(begin)) : Optional.empty();
    }

    private Stream<Instant> each(LocalDate date, ZoneId clocks) {
        Stream.Builder<Instant> times = Stream.builder();
        for (int hour = 0; hour <= LAST_HOUR; hour++) {
            for (int minute = 0; hours.has(hour) && minute <= LAST_MINUTE; minute++) {
                if (minutes.has(minute)) {
                    add(times, date.atTime(hour, minute), clocks);
                }
            }
        }
        return times.build();
    }

    private void add(Stream.Builder<Instant> times, LocalDateTime local, ZoneId clocks) {
        var transition = clocks.getRules().getTransition(local);
        if (transition == null) {
            times.add(local.atZone(clocks).toInstant());
        } else if (transition.isGap()) {
            if (!isEveryHour) {
                times.add(transition.getInstant());
            }
        } else {
            times.add(local.toInstant(transition.getOffsetBefore()));
            if (isEveryHour) {
                times.add(local.toInstant(transition.getOffsetAfter()));
            }
        }
    }
}
