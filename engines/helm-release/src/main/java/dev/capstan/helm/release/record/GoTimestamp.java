package dev.capstan.helm.release.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Times as Go's JSON has them: RFC 3339, up to nine digits of a second, no zeros at their end. */
final class GoTimestamp {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    /** What Go writes for a time that was never set. */
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private GoTimestamp() {}

    static String of(Instant time) {
        return FORM.format(time.atOffset(ZoneOffset.UTC));
    }

    /** The same time in the form that Go gives it; empty when it was never set, or is not a time. */
    static Optional<String> normalised(String text) {
        return read(text).map(FORM::format);
    }

    /** Empty when it was never set, or is not a time. */
    static Optional<Instant> instant(String text) {
        return read(text).map(OffsetDateTime::toInstant);
    }

    private static Optional<OffsetDateTime> read(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.toInstant().equals(ZERO) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
