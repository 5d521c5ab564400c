package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.sprig.DurationValue;
import dev.capstan.gotemplate.sprig.Nanoseconds;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Helm's functions for spans of time. A number, also as text, is so many seconds; those without {@code must} give zero for nonsense. */
final class DurationFunctions {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND;
    /** What Go reads as a floating-point number: underscores may stand between digits. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:(?:D\\.?D?|\\.D)(?:[eE][+-]?D)?|0[xX]_?(?:H\\.?H?|\\.H)[pP][+-]?D)"
                    .replace("D?", "(?:D)?")
                    .replace("H?", "(?:H)?")
                    .replace("D", "[0-9]+(?:_[0-9]+)*")
                    .replace("H", "[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*"));

    private static final Pattern INFINITE = Pattern.compile("([+-]?)inf(?:inity)?", Pattern.CASE_INSENSITIVE);

    private DurationFunctions() {}

    /** Gives something of a span. */
    private interface Measure {
        Object of(long nanoseconds);
    }

    static void addTo(Map<String, GoFunction> functions) {
        functions.put(
                "mustToDuration", GoFunction.of((a, run) -> new DurationValue(nanoseconds(a.any(0), run)), GoType.ANY));
        functions.put("durationSeconds", measure(0.0, n -> new DurationValue(n).in(SECOND)));
        functions.put("durationMilliseconds", measure(0L, n -> n / 1_000_000));
        functions.put("durationMicroseconds", measure(0L, n -> n / 1_000));
        functions.put("durationNanoseconds", measure(0L, n -> n));
        functions.put("durationMinutes", measure(0.0, n -> new DurationValue(n).in(MINUTE)));
        functions.put("durationHours", measure(0.0, n -> new DurationValue(n).in(HOUR)));
        functions.put("durationDays", measure(0.0, n -> new DurationValue(n).in(HOUR) / 24.0));
        functions.put("durationWeeks", measure(0.0, n -> new DurationValue(n).in(HOUR) / 24.0 / 7.0));
        functions.put("durationRoundTo", GoFunction.of((a, run) -> multiple(a, run, true), GoType.ANY, GoType.ANY));
        functions.put("durationTruncateTo", GoFunction.of((a, run) -> multiple(a, run, false), GoType.ANY, GoType.ANY));
    }

    private static GoFunction measure(Object zero, Measure measure) {
        return GoFunction.of(
                (a, run) -> {
                    try {
                        return measure.of(nanoseconds(a.any(0), run));
                    } catch (FunctionException notASpan) {
                        return zero;
                    }
                },
                GoType.ANY);
    }

    private static DurationValue multiple(Arguments arguments, Execution run, boolean isRounded) {
        long span;
        try {
            span = nanoseconds(arguments.any(0), run);
        } catch (FunctionException notASpan) {
            return new DurationValue(0);
        }
        try {
            long unit = nanoseconds(arguments.any(1), run);
            return new DurationValue(isRounded ? Nanoseconds.round(span, unit) : Nanoseconds.truncate(span, unit));
        } catch (FunctionException notASpan) {
            return new DurationValue(span);
        }
    }

    private static long nanoseconds(@Nullable Object value, Execution run) {
        return switch (value) {
            case null -> throw new FunctionException("invalid duration");
            case DurationValue duration -> duration.nanoseconds();
            case String text -> ofText(text, run);
            case Double seconds -> ofSeconds(seconds, run);
            case Float seconds -> ofSeconds(seconds.doubleValue(), run);
            case Unsigned seconds when seconds.longValue() < 0 -> throw overflow(seconds, run);
            case Number seconds -> {
                long whole = seconds.longValue();
                if (whole > MOST_SECONDS || whole < -MOST_SECONDS) {
                    throw overflow(seconds, run);
                }
                yield whole * SECOND;
            }
            default ->
                throw new FunctionException(
                        "unsupported duration type " + GoFormat.printf("%T", List.of(value), run.bounds()));
        };
    }

    private static long ofText(String text, Execution run) {
        String trimmed = GoString.strip(text);
        if (trimmed.isEmpty()) {
            throw new FunctionException("empty duration");
        }
        try {
            return Nanoseconds.parse(trimmed);
        } catch (FunctionException notWithUnits) {
            OptionalDouble seconds = seconds(trimmed);
            if (seconds.isPresent()) {
                return ofSeconds(seconds.getAsDouble(), run);
            }
            throw new FunctionException(
                    "could not parse duration " + GoFormat.printf("%q", List.of(text), run.bounds()));
        }
    }

    private static OptionalDouble seconds(String text) {
        if (NUMBER.matcher(text).matches()) {
            return OptionalDouble.of(Double.parseDouble(text.replace("_", "")));
        }
        if (INFINITE.matcher(text).matches()) {
            return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return text.equalsIgnoreCase("nan") ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
    }

    private static long ofSeconds(double seconds, Execution run) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            throw new FunctionException("invalid duration seconds: " + GoFormat.text(seconds, run.bounds()));
        }
        if (Math.abs(seconds) > (double) Long.MAX_VALUE / SECOND) {
            throw overflow(seconds, run);
        }
        return (long) (seconds * SECOND);
    }

    private static FunctionException overflow(Number seconds, Execution run) {
        return new FunctionException("duration seconds overflow: " + GoFormat.text(seconds, run.bounds()));
    }
}
