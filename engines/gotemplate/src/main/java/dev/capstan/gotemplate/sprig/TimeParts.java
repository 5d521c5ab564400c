package dev.capstan.gotemplate.sprig;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The parts of a time that a text gave, and the time that they make. */
final class TimeParts {

    private static final int UNSET = -1;

    int year;
    int month = UNSET;
    int day = UNSET;
    int yearDay = UNSET;
    int hour;
    int minute;
    int second;
    int nanosecond;
    boolean isAfternoon;
    boolean isMorning;
    int offset;
    boolean hasOffset;
    boolean isUtc;
    String zoneName = "";

    /** Parts that make no time. */
    static final class Contradiction extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Contradiction(String problem) {
            super(problem, null, false, false);
        }
    }

    /** The time; in UTC when there is neither zone nor offset. */
    TimeValue value() {
        if (isAfternoon && hour < 12) {
            hour += 12;
        } else if (isMorning && hour == 12) {
            hour = 0;
        }
        LocalDateTime time = date().atTime(hour, minute, second, nanosecond);
        if (isUtc || !hasOffset && zoneName.isEmpty()) {
            return TimeValue.utc(time.toInstant(ZoneOffset.UTC));
        }
        if (!hasOffset) {
            offset = ZoneAbbreviation.offset(zoneName);
        }
        boolean isLocal = hasOffset && offset == 0 && (zoneName.isEmpty() || zoneName.equals("UTC"));
        if (Math.abs(offset) > ZoneOffset.MAX.getTotalSeconds()) {
            throw new Contradiction("time zone offset hour out of range");
        }
        ZoneOffset fixed = ZoneOffset.ofTotalSeconds(offset);
        TimeZoneText zone = isLocal ? TimeZoneText.UTC : new TimeZoneText(fixed, zoneName);
        return new TimeValue(time.toInstant(fixed), zone);
    }

    private LocalDate date() {
        if (yearDay >= 0) {
            int most = YearMonth.of(year, 2).isLeapYear() ? 366 : 365;
            if (yearDay < 1 || yearDay > most) {
                throw new Contradiction("day-of-year out of range");
            }
            LocalDate date = LocalDate.ofYearDay(year, yearDay);
            if (month >= 0 && month != date.getMonthValue()) {
                throw new Contradiction("day-of-year does not match month");
            }
            if (day >= 0 && day != date.getDayOfMonth()) {
                throw new Contradiction("day-of-year does not match day");
            }
            return date;
        }
        int monthOrFirst = month < 0 ? 1 : month;
        int dayOrFirst = day < 0 ? 1 : day;
        if (dayOrFirst < 1 || dayOrFirst > YearMonth.of(year, monthOrFirst).lengthOfMonth()) {
            throw new Contradiction("day out of range");
        }
        return LocalDate.of(year, monthOrFirst, dayOrFirst);
    }
}
