package dev.capstan.helm.render;

import dev.capstan.gotemplate.sprig.GoDuration;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import org.jspecify.annotations.Nullable;

/** Go's {@code time.Duration}. */
record DurationValue(long nanoseconds) implements GoObject {
    private static final GoType TYPE = GoType.named("time.Duration", GoType.INT64);

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public String text() {
        return GoDuration.text(nanoseconds);
    }

    @Override
    public @Nullable Object underlying() {
        return nanoseconds;
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return switch (name) {
            case "String" -> GoFunction.of((_, _) -> text());
            case "Seconds" -> GoFunction.of((_, _) -> DurationFunctions.inUnits(nanoseconds, 1_000_000_000L));
            case "Minutes" -> GoFunction.of((_, _) -> DurationFunctions.inUnits(nanoseconds, 60_000_000_000L));
            case "Hours" -> GoFunction.of((_, _) -> DurationFunctions.inUnits(nanoseconds, 3_600_000_000_000L));
            case "Milliseconds" -> GoFunction.of((_, _) -> nanoseconds / 1_000_000);
            case "Microseconds" -> GoFunction.of((_, _) -> nanoseconds / 1_000);
            case "Nanoseconds" -> GoFunction.of((_, _) -> nanoseconds);
            case "Abs" ->
                GoFunction.of((_, _) ->
                        new DurationValue(nanoseconds == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanoseconds)));
            default -> null;
        };
    }
}
