package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Unsigned;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A {@code time.Time}.
 *
 * @param instant when it is
 * @param zone where it is told
 */
public record TimeValue(Instant instant, TimeZoneText zone) implements GoStruct, EncodedValues.Encodable {

    /** The type {@code time.Time}. */
    public static final GoType TYPE = GoType.struct(
            "time.Time",
            new GoField("wall", GoType.UINT64),
            new GoField("ext", GoType.INT64),
            new GoField("loc", GoType.pointerTo(GoType.struct("time.Location"))));

    /** Go's zero time: the beginning of the year 1. */
    static final TimeValue ZERO = utc(Instant.parse("0001-01-01T00:00:00Z"));

    /** A time told in UTC. */
    public static TimeValue utc(Instant instant) {
        return new TimeValue(instant, TimeZoneText.UTC);
    }

    /**
     * Reads a time by a layout of Go, in UTC unless the text says otherwise.
     *
     * @throws dev.capstan.gotemplate.failure.FunctionException with Go's words
     */
    public static TimeValue parse(String layout, String text) {
        return TimeReader.read(layout, text);
    }

    /** The same moment, told in a zone without an offset that has this name. */
    public TimeValue inZoneCalled(String name) {
        return in(new TimeZoneText(ZoneOffset.UTC, name));
    }

    /** The abbreviation of its zone then. */
    public String zoneName() {
        return zone.abbreviation(instant);
    }

    /** Seconds since 1970. */
    static TimeValue ofSeconds(long seconds) {
        long most = Instant.MAX.getEpochSecond();
        return utc(Instant.ofEpochSecond(Math.max(-most, Math.min(most, seconds))));
    }

    OffsetDateTime dateTime() {
        return instant.atOffset(zone.offset(instant));
    }

    TimeValue in(TimeZoneText other) {
        return new TimeValue(instant, other);
    }

    TimeValue plus(long nanoseconds) {
        return new TimeValue(instant.plusNanos(nanoseconds), zone);
    }

    /** The time by a layout of Go. */
    public String format(String layout) {
        return TimeFormatter.format(this, layout);
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public @Nullable Object field(String name) {
        return switch (name) {
            case "wall" -> Unsigned.uint64(instant.getNano());
            case "ext" -> instant.getEpochSecond() - ZERO.instant.getEpochSecond();
            default -> null;
        };
    }

    @Override
    public String text() {
        return format("2006-01-02 15:04:05.999999999 -0700 MST");
    }

    @Override
    public Object encoded() {
        return format("2006-01-02T15:04:05.999999999Z07:00");
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return TimeMethods.find(name, this);
    }
}
