package dev.capstan.argo.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cron schedule of five fields: minute, hour, day of the month, month, day of the week (0 is Sunday). Days match when both fields of
 * days do, if one of them is {@code *}, and else when either does.
 *
 * <p>On days on which clocks are changed: a time that comes twice counts once, the first time; a time that is left out counts when the
 * clock is set forward. A schedule of every hour (its hour begins with {@code *}) follows the clock instead: what comes twice counts
 * twice, what is left out does not count.
 */
public final class CronSchedule {
    /** Nothing that comes at all stays away longer: 29 February around a century that has none. */
    private static final int LONGEST_WAIT_YEARS = 9;

    private static final int LONGEST = 512;

    private final DayTimes times;
    private final CronField days;
    private final CronField months;
    private final CronField weekdays;
    private final Optional<ZoneId> zone;

    private CronSchedule(String[] fields, Optional<ZoneId> zone) throws MalformedScheduleException {
        CronField minutes = CronFieldReader.MINUTE.read(fields[0]);
        CronField hours = CronFieldReader.HOUR.read(fields[1]);
        boolean isEveryHour = fields[1].startsWith("*") || fields[1].startsWith("?");
        this.times = new DayTimes(hours, minutes, isEveryHour);
        this.days = CronFieldReader.DAY_OF_MONTH.read(fields[2]);
        this.months = CronFieldReader.MONTH.read(fields[3]);
        this.weekdays = CronFieldReader.DAY_OF_WEEK.read(fields[4]);
        this.zone = zone;
    }

    /** What reading gives. */
    public sealed interface Parsed {
        record Usable(CronSchedule schedule) implements Parsed {}

        /**
         * It is no schedule, or none that ever comes.
         *
         * @param why for people, without the schedule
         */
        record Malformed(String why) implements Parsed {}
    }

    /** Reads a schedule; {@code TZ=} or {@code CRON_TZ=} in front names the clocks. */
    public static Parsed parse(String text) {
        if (text.length() > LONGEST) {
            return new Parsed.Malformed("it has more than " + LONGEST + " characters");
        }
        String[] words = text.strip().split("\\s+", -1);
        boolean hasZone = words[0].startsWith("TZ=") || words[0].startsWith("CRON_TZ=");
        int first = hasZone ? 1 : 0;
        if (words[0].startsWith("@")) {
            return new Parsed.Malformed("names such as " + words[0] + " are not read; write five fields");
        }
        if (words.length - first != 5) {
            return new Parsed.Malformed("it has " + (text.isBlank() ? 0 : words.length - first)
                    + " fields; minute, hour, day of the month, month and day of the week are needed");
        }
        try {
            Optional<ZoneId> zone =
                    hasZone ? Optional.of(ZoneId.of(words[0].substring(words[0].indexOf('=') + 1))) : Optional.empty();
            var schedule = new CronSchedule(Arrays.copyOfRange(words, first, words.length), zone);
            return schedule.comes()
                    ? new Parsed.Usable(schedule)
                    : new Parsed.Malformed("it names a day that no month of it has, so it never comes");
        } catch (MalformedScheduleException malformed) {
            return new Parsed.Malformed(malformed.getMessage());
        } catch (DateTimeException unknown) {
            return new Parsed.Malformed("there is no time zone '" + words[0] + "'");
        }
    }

    private boolean comes() {
        return days.isStar()
                || !weekdays.isStar()
                || Stream.of(Month.values())
                        .filter(month -> months.has(month.getValue()))
                        .anyMatch(month -> (days.bits() & (1L << month.maxLength() + 1) - 1) != 0);
    }

    /** The clocks that the schedule itself names. */
    public Optional<ZoneId> zone() {
        return zone;
    }

    /** When it came last, at or before an instant; empty when that is nine years ago. */
    public Optional<Instant> lastUntil(Instant now, ZoneId clocks) {
        LocalDate today = LocalDate.ofInstant(now, clocks);
        LocalDate end = today.minusYears(LONGEST_WAIT_YEARS);
        LocalDate date = today.plusDays(1);
        while (date.isAfter(end)) {
            if (!months.has(date.getMonthValue())) {
                date = date.withDayOfMonth(1).minusDays(1);
                continue;
            }
            Optional<Instant> last = isDay(date) ? times.lastUntil(now, date, clocks) : Optional.empty();
            if (last.isPresent()) {
                return last;
            }
            date = date.minusDays(1);
        }
        return Optional.empty();
    }

    /** When it comes next, after an instant; empty when that is in nine years. */
    public Optional<Instant> firstAfter(Instant now, ZoneId clocks) {
        LocalDate today = LocalDate.ofInstant(now, clocks);
        LocalDate end = today.plusYears(LONGEST_WAIT_YEARS);
        LocalDate date = today.minusDays(1);
        while (date.isBefore(end)) {
            if (!months.has(date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
                continue;
            }
            Optional<Instant> first = isDay(date) ? times.firstAfter(now, date, clocks) : Optional.empty();
            if (first.isPresent()) {
                return first;
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean isDay(LocalDate date) {
        boolean isOfMonth = days.has(date.getDayOfMonth());
        boolean isOfWeek = weekdays.has(date.getDayOfWeek().getValue() % 7);
        return days.isStar() || weekdays.isStar() ? isOfMonth && isOfWeek : isOfMonth || isOfWeek;
    }
}
