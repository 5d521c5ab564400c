package dev.capstan.helmrelease.status;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import java.util.List;
import java.util.Map;

/**
 * An event to be emitted.
 *
 * @param severity how much it matters
 * @param reason machine-readable cause
 * @param message text for people, as conditions have it
 * @param log the last of what the action has done; only events show it
 * @param metadata facts, by the names of {@link dev.capstan.api.event.EventMetadata}
 */
public record ReleaseEvent(
        Severity severity, Reason reason, String message, List<String> log, Map<String, String> metadata) {

    /** Copies the collections. */
    public ReleaseEvent {
        log = List.copyOf(log);
        metadata = Map.copyOf(metadata);
    }

    /** One without a log. */
    public ReleaseEvent(Severity severity, Reason reason, String message, Map<String, String> metadata) {
        this(severity, reason, message, List.of(), metadata);
    }

    ReleaseEvent with(List<String> lines) {
        return new ReleaseEvent(severity, reason, message, lines, metadata);
    }

    /** The whole text, with the log as users of Flux know it. */
    public String text() {
        return log.isEmpty() ? message : message + "\n\nLast Helm logs:\n\n" + String.join("\n", log);
    }
}
