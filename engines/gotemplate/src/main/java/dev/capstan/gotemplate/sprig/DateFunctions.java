package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.ANY;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.Int;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dates and spans of time. Now is what the run's Clock says, and the local zone is UTC. */
final class DateFunctions {

    private static final String DATE_ONLY = "2006-01-02";
    private static final long DAY = 24 * Nanoseconds.HOUR;

    private static final List<Unit> UNITS = List.of(
            new Unit(365 * DAY, "y"),
            new Unit(30 * DAY, "mo"),
            new Unit(DAY, "d"),
            new Unit(Nanoseconds.HOUR, "h"),
            new Unit(Nanoseconds.MINUTE, "m"),
            new Unit(Nanoseconds.SECOND, "s"));

    private record Unit(long nanoseconds, String sign) {}

    private DateFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("now", GoFunction.of((_, run) -> now(run)));
        functions.put("date", GoFunction.of((a, run) -> inZone(a.text(0), a.any(1), "UTC", run), STRING, ANY));
        addBoth(
                functions,
                "dateInZone",
                "date_in_zone",
                GoFunction.of((a, run) -> inZone(a.text(0), a.any(1), a.text(2), run), STRING, ANY, STRING));
        functions.put("htmlDate", FunctionShapes.any((a, run) -> inZone(DATE_ONLY, a.any(0), "UTC", run)));
        functions.put(
                "htmlDateInZone", GoFunction.of((a, run) -> inZone(DATE_ONLY, a.any(0), a.text(1), run), ANY, STRING));
        addBoth(
                functions,
                "dateModify",
                "date_modify",
                GoFunction.of((a, _) -> modified(a.text(0), time(a.any(1)), false), STRING, TimeValue.TYPE));
        addBoth(
                functions,
                "mustDateModify",
                "must_date_modify",
                GoFunction.of((a, _) -> modified(a.text(0), time(a.any(1)), true), STRING, TimeValue.TYPE));
        functions.put("toDate", GoFunction.of((a, _) -> toDate(a.text(0), a.text(1)), STRING, STRING));
        functions.put("mustToDate", GoFunction.of((a, _) -> TimeReader.read(a.text(0), a.text(1)), STRING, STRING));
        functions.put(
                "unixEpoch",
                GoFunction.of((a, _) -> Long.toString(time(a.any(0)).instant().getEpochSecond()), TimeValue.TYPE));
        functions.put("ago", FunctionShapes.any((a, run) -> ago(a.any(0), run)));
        functions.put("duration", FunctionShapes.any((a, _) -> duration(a.any(0))));
        functions.put("durationRound", FunctionShapes.any((a, run) -> rounded(a.any(0), run)));
    }

    private static void addBoth(Map<String, GoFunction> functions, String name, String other, GoFunction function) {
        functions.put(name, function);
        functions.put(other, function);
    }

    private static TimeValue now(Execution run) {
        return TimeValue.utc(run.service(Clock.class).instant());
    }

    private static TimeValue time(@Nullable Object value) {
        if (value instanceof TimeValue time) {
            return time;
        }
        throw Panic.nil();
    }

    /** A time, seconds since 1970, or now for everything else. */
    private static TimeValue timeOrNow(@Nullable Object value, Execution run) {
        return switch (value) {
            case TimeValue time -> time;
            case Long seconds -> TimeValue.ofSeconds(seconds);
            case Int seconds -> TimeValue.ofSeconds(seconds.longValue());
            case Integer seconds -> TimeValue.ofSeconds(seconds);
            case null, default -> now(run);
        };
    }

    private static String inZone(String layout, @Nullable Object date, String zone, Execution run) {
        TimeZoneText known = TimeZoneText.named(zone);
        return timeOrNow(date, run).in(known == null ? TimeZoneText.UTC : known).format(layout);
    }

    private static TimeValue modified(String span, TimeValue time, boolean strict) {
        try {
            return time.plus(Nanoseconds.parse(span));
        } catch (FunctionException invalid) {
            if (strict) {
                throw invalid;
            }
            return time;
        }
    }

    private static TimeValue toDate(String layout, String text) {
        try {
            return TimeReader.read(layout, text);
        } catch (FunctionException invalid) {
            return TimeValue.ZERO; // that is what the function promises
        }
    }

    private static String ago(@Nullable Object date, Execution run) {
        TimeValue from = date instanceof Integer ? now(run) : timeOrNow(date, run);
        long span = TimeMethods.since(from.instant(), now(run).instant()).nanoseconds();
        return Nanoseconds.text(Nanoseconds.round(span, Nanoseconds.SECOND));
    }

    private static String duration(@Nullable Object seconds) {
        return Nanoseconds.text(Nanoseconds.SECOND
                * switch (seconds) {
                    case String text -> GoIntegers.parseClamped(text);
                    case Long number -> number;
                    case null, default -> 0;
                });
    }

    /** The largest unit of which there is more than one, and how many of it. */
    private static String rounded(@Nullable Object value, Execution run) {
        long span = Math.abs(spanOf(value, run));
        for (Unit unit : UNITS) {
            if (span > unit.nanoseconds) {
                return span / unit.nanoseconds + unit.sign;
            }
        }
        return "0s";
    }

    private static long spanOf(@Nullable Object value, Execution run) {
        return switch (value) {
            case String text -> {
                try {
                    yield Nanoseconds.parse(text);
                } catch (FunctionException invalid) {
                    yield 0L; // that is what the function promises
                }
            }
            case Long nanoseconds -> nanoseconds;
            case TimeValue time ->
                TimeMethods.since(time.instant(), now(run).instant()).nanoseconds();
            case null, default -> 0L;
        };
    }
}
