package dev.capstan.helmrelease.status;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import java.util.Map;

/**
 * An event to be emitted.
 *
 * @param severity how much it matters
 * @param reason machine-readable cause
 * @param message text for people
 * @param metadata facts, by the names of {@link dev.capstan.api.event.EventMetadata}
 */
public record ReleaseEvent(Severity severity, Reason reason, String message, Map<String, String> metadata) {

    /** Copies the metadata. */
    public ReleaseEvent {
        metadata = Map.copyOf(metadata);
    }
}
