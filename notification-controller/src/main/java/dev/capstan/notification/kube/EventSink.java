package dev.capstan.notification.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import java.util.Map;

/** Takes the events that this controller records about Alerts and Providers. */
@FunctionalInterface
interface EventSink {
    /**
     * Records an event.
     *
     * @param about the object that it is about
     * @param message text for people, without secrets
     * @param facts metadata under plain names
     */
    void record(
            ToolkitResource<?, ?> about, Severity severity, Reason reason, String message, Map<String, String> facts);
}
