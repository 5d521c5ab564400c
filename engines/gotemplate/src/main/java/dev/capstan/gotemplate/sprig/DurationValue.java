package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import org.jspecify.annotations.Nullable;

/**
 * A {@code time.Duration}.
 *
 * @param nanoseconds its length
 */
public record DurationValue(long nanoseconds) implements GoObject {

    /** The type {@code time.Duration}. */
    public static final GoType TYPE = GoType.named("time.Duration", GoType.INT64);

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public Object underlying() {
        return nanoseconds;
    }

    @Override
    public String text() {
        return Nanoseconds.text(nanoseconds);
    }

    /** So many units; the whole ones and the rest are divided apart, so that nothing is lost. */
    public double in(long unit) {
        return (double) (nanoseconds / unit) + (double) (nanoseconds % unit) / unit;
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return switch (name) {
            case "String" -> GoFunction.of((_, _) -> text());
            case "Hours" -> GoFunction.of((_, _) -> in(Nanoseconds.HOUR));
            case "Minutes" -> GoFunction.of((_, _) -> in(Nanoseconds.MINUTE));
            case "Seconds" -> GoFunction.of((_, _) -> in(Nanoseconds.SECOND));
            case "Milliseconds" -> GoFunction.of((_, _) -> nanoseconds / Nanoseconds.MILLISECOND);
            case "Microseconds" -> GoFunction.of((_, _) -> nanoseconds / Nanoseconds.MICROSECOND);
            case "Nanoseconds" -> GoFunction.of((_, _) -> nanoseconds);
            case "Abs" ->
                GoFunction.of((_, _) ->
                        new DurationValue(nanoseconds == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanoseconds)));
            case "Round" ->
                GoFunction.of(
                        (a, _) -> new DurationValue(Nanoseconds.round(nanoseconds, nanosecondsOf(a.any(0)))), TYPE);
            case "Truncate" ->
                GoFunction.of(
                        (a, _) -> new DurationValue(Nanoseconds.truncate(nanoseconds, nanosecondsOf(a.any(0)))), TYPE);
            default -> null;
        };
    }

    private static long nanosecondsOf(@Nullable Object value) {
        return switch (value) {
            case DurationValue duration -> duration.nanoseconds;
            case Number number -> number.longValue();
            case null, default -> 0;
        };
    }
}
