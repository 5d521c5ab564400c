package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.Int;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The methods of {@code time.Time} that templates can call. */
final class TimeMethods {

    private TimeMethods() {}

    static @Nullable GoFunction find(String name, TimeValue value) {
        Instant instant = value.instant();
        return switch (name) {
            case "String" -> GoFunction.of((_, _) -> value.text());
            case "Format" -> GoFunction.of((a, _) -> value.format(a.text(0)), STRING);
            case "Unix" -> GoFunction.of((_, _) -> instant.getEpochSecond());
            case "UnixMilli" -> GoFunction.of((_, _) -> instant.toEpochMilli());
            case "UnixMicro" ->
                GoFunction.of((_, _) -> instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
            case "UnixNano" ->
                GoFunction.of((_, _) -> instant.getEpochSecond() * Nanoseconds.SECOND + instant.getNano());
            case "UTC", "Local" -> GoFunction.of((_, _) -> value.in(TimeZoneText.UTC));
            case "IsZero" -> GoFunction.of((_, _) -> instant.equals(TimeValue.ZERO.instant()));
            case "Add" -> GoFunction.of((a, _) -> value.plus(nanoseconds(a)), DurationValue.TYPE);
            case "AddDate" ->
                GoFunction.of((a, _) -> plusDate(value, a.integer(0), a.integer(1), a.integer(2)), INT, INT, INT);
            case "Sub" -> GoFunction.of((a, _) -> since(other(a).instant(), instant), TimeValue.TYPE);
            case "Before" -> GoFunction.of((a, _) -> instant.isBefore(other(a).instant()), TimeValue.TYPE);
            case "After" -> GoFunction.of((a, _) -> instant.isAfter(other(a).instant()), TimeValue.TYPE);
            case "Equal" -> GoFunction.of((a, _) -> instant.equals(other(a).instant()), TimeValue.TYPE);
            case "Compare" ->
                GoFunction.of((a, _) -> Int.of(Integer.signum(instant.compareTo(other(a).instant()))), TimeValue.TYPE);
            default -> part(name, value.dateTime());
        };
    }

    private static @Nullable GoFunction part(String name, OffsetDateTime time) {
        return switch (name) {
            case "Year" -> number(time.getYear());
            case "Month" -> GoFunction.of((_, _) -> CalendarUnit.month(time.getMonthValue()));
            case "Weekday" ->
                GoFunction.of((_, _) -> CalendarUnit.weekday(time.getDayOfWeek().getValue() % 7));
            case "Day" -> number(time.getDayOfMonth());
            case "YearDay" -> number(time.getDayOfYear());
            case "Hour" -> number(time.getHour());
            case "Minute" -> number(time.getMinute());
            case "Second" -> number(time.getSecond());
            case "Nanosecond" -> number(time.getNano());
            default -> null;
        };
    }

    private static GoFunction number(int number) {
        return GoFunction.of((_, _) -> Int.of(number));
    }

    private static long nanoseconds(Arguments arguments) {
        return arguments.any(0) instanceof DurationValue duration ? duration.nanoseconds() : arguments.integer(0);
    }

    private static TimeValue other(Arguments arguments) {
        if (arguments.any(0) instanceof TimeValue time) {
            return time;
        }
        throw Panic.nil();
    }

    /** From one time to the next, as far as 64 bits go. */
    static DurationValue since(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        long seconds = between.getSeconds();
        boolean fits = Math.abs(seconds) < Long.MAX_VALUE / Nanoseconds.SECOND;
        return new DurationValue(fits ? between.toNanos() : seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    /** Days that a month does not have run over into the next one. */
    private static TimeValue plusDate(TimeValue value, long years, long months, long days) {
        LocalDateTime time = value.dateTime().toLocalDateTime();
        LocalDateTime moved =
                time.withDayOfMonth(1).plusYears(years).plusMonths(months).plusDays(days + time.getDayOfMonth() - 1);
        return new TimeValue(moved.atZone(value.zone().rules()).toInstant(), value.zone());
    }
}
