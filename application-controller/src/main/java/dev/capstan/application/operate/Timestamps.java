package dev.capstan.application.operate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as a status has them: to the second. */
public final class Timestamps {
    private Timestamps() {}

    /** Reads one; empty when there is none, or it cannot be read. */
    public static Optional<Instant> read(@Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Writes one. */
    public static String write(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
