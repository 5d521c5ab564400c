package dev.capstan.notification.provider;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;

/**
 * An event on its way to a place.
 *
 * @param alert the Alert that wants it sent
 * @param event the event
 * @param metadata its metadata under names without prefix
 * @param fromAlert names of the metadata that the author of the Alert wrote; everything else comes from the event and may be anybody's
 */
public record Notification(
        ObjectKey alert, ControllerEvent event, SortedMap<String, String> metadata, Set<String> fromAlert) {
    /** Copies the names. */
    public Notification {
        fromAlert = Set.copyOf(fromAlert);
    }

    /** Whether the author of the Alert wrote this part of the metadata. */
    public boolean isFromAlert(String name) {
        return fromAlert.contains(name);
    }

    /** {@code kind/name.namespace}, the kind in lower case: how people see the object. */
    public String object() {
        InvolvedObject object = event.involvedObject();
        return object.kind().toLowerCase(Locale.ROOT) + "/" + object.name() + "." + object.namespace();
    }

    /** Whether it is about something that went wrong. */
    public boolean isError() {
        return event.severity() == Severity.ERROR;
    }
}
