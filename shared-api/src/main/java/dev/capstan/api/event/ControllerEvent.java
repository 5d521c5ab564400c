package dev.capstan.api.event;

import static java.util.Objects.requireNonNullElse;

import dev.capstan.api.schema.WireRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a controller has to tell. The bus and the HTTP event endpoint carry the same JSON.
 *
 * @param involvedObject the object it is about
 * @param severity how much it matters
 * @param timestamp when it happened; RFC 3339
 * @param message text for people, at most {@value #MESSAGE_LIMIT} characters, without credentials and secret values
 * @param reason machine-readable cause; usually one of {@link dev.capstan.api.meta.Reason}
 * @param metadata facts; keys carry the API group of the object as prefix, see {@link EventMetadata}
 * @param reportingController name of the controller
 * @param reportingInstance the process, usually the pod
 */
@WireRecord
public record ControllerEvent(
        InvolvedObject involvedObject,
        Severity severity,
        String timestamp,
        String message,
        String reason,
        Map<String, String> metadata,
        String reportingController,
        @Nullable String reportingInstance) {

    /** The longest message that is sent. */
    public static final int MESSAGE_LIMIT = 39000;

    /** Reads absent parts as empty, cuts a message that is too long, copies the metadata. */
    public ControllerEvent {
        involvedObject = requireNonNullElse(involvedObject, new InvolvedObject("", "", "", "", "", ""));
        severity = requireNonNullElse(severity, Severity.INFO);
        timestamp = requireNonNullElse(timestamp, "");
        message = requireNonNullElse(message, "");
        reason = requireNonNullElse(reason, "");
        reportingController = requireNonNullElse(reportingController, "");
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
        if (message.length() > MESSAGE_LIMIT) {
            message = message.substring(0, MESSAGE_LIMIT - 1) + "…";
        }
    }

    /** The same event with other metadata. */
    public ControllerEvent withMetadata(Map<String, String> other) {
        return new ControllerEvent(
                involvedObject, severity, timestamp, message, reason, other, reportingController, reportingInstance);
    }
}
