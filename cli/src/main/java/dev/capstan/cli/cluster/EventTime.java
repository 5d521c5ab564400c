package dev.capstan.cli.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When an Event happened last. Which field says so depends on who recorded it, and by which version of the API. */
public final class EventTime {

    private EventTime() {}

    /** The time of the last occurrence; empty when the Event does not have a time that can be read. */
    public static Optional<Instant> of(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getSeries() == null
                                ? null
                                : textOf(event.getSeries().getLastObservedTime()),
                        textOf(event.getEventTime()),
                        event.getFirstTimestamp(),
                        event.getMetadata() == null ? null : event.getMetadata().getCreationTimestamp())
                .flatMap(text -> parse(text).stream())
                .findFirst();
    }

    private static @Nullable String textOf(@Nullable MicroTime time) {
        return time == null ? null : time.getTime();
    }

    private static Optional<Instant> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
