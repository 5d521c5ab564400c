package dev.capstan.cli.events;

import dev.capstan.cli.cluster.EventTime;
import dev.capstan.cli.terminal.Age;
import dev.capstan.cli.terminal.Table;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events as a table, the newest last. */
final class EventTable {

    private static final Comparator<Event> BY_TIME =
            Comparator.comparing(event -> EventTime.of(event).orElse(Instant.EPOCH));

    private final Clock clock;
    private final Table table = new Table(List.of("LAST SEEN", "NAMESPACE", "TYPE", "REASON", "OBJECT", "MESSAGE"));

    EventTable(Clock clock) {
        this.clock = clock;
    }

    List<String> lines(List<Event> events) {
        events.stream().sorted(BY_TIME).map(this::cells).forEach(table::add);
        return table.lines();
    }

    /** A line that comes later, in the columns of those before. */
    String laterLine(Event event) {
        return table.line(cells(event));
    }

    private List<String> cells(Event event) {
        String seen = EventTime.of(event)
                .map(time -> Age.inWords(Duration.between(time, clock.instant())))
                .orElse("");
        String times = Optional.ofNullable(event.getCount())
                .filter(count -> count > 1)
                .map(" (x%d)"::formatted)
                .orElse("");
        return List.of(
                seen + times,
                Optional.ofNullable(event.getInvolvedObject().getNamespace()).orElse(""),
                text(event.getType()),
                text(event.getReason()),
                event.getInvolvedObject().getKind() + "/"
                        + event.getInvolvedObject().getName(),
                text(event.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; "));
    }

    private static String text(@Nullable String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
