package dev.capstan.notification.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.notification.Alert;
import java.util.Map;

/** Takes the events that this controller records about Alerts. */
@FunctionalInterface
interface EventSink {
    /**
     * Records an event.
     *
     * @param about the Alert that it is about
     * @param message text for people, without secrets
     * @param facts metadata under plain names
     */
    void record(Alert about, Severity severity, Reason reason, String message, Map<String, String> facts);
}
