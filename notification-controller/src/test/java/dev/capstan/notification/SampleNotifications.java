package dev.capstan.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.JsonPayload;
import dev.capstan.notification.provider.Notification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Notifications to test with, and their look as JSON. */
public final class SampleNotifications {
    private SampleNotifications() {}

    /** A notification without metadata. */
    public static Notification of(ControllerEvent event) {
        return of(event, Map.of());
    }

    /** A notification whose metadata comes from the event. */
    public static Notification of(ControllerEvent event, Map<String, String> metadata) {
        return new Notification(new ObjectKey("flux", "alert"), event, new TreeMap<>(metadata), Set.of());
    }

    /** A notification whose metadata the author of the Alert wrote. */
    public static Notification fromAlert(ControllerEvent event, Map<String, String> metadata) {
        return new Notification(new ObjectKey("flux", "alert"), event, new TreeMap<>(metadata), metadata.keySet());
    }

    /** The body of a call. */
    public static JsonNode json(HttpCall call) {
        return tree(new String(call.body(), StandardCharsets.UTF_8));
    }

    /** A text as JSON. */
    public static JsonNode tree(String json) {
        return JsonPayload.read(json).orElseThrow();
    }
}
