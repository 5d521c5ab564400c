package dev.capstan.notification.alert;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.meta.ToolkitKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metadata of a notification: what the object's annotations, the alert and the controller say, the later winning, under names without
 * prefix.
 *
 * @param values the metadata, by name
 * @param conflicts names that more than one of them gives, with the places in the order in which they win
 */
public record NotificationMetadata(SortedMap<String, String> values, SortedMap<String, List<String>> conflicts) {
    private static final Set<String> NEVER_SHOWN =
            Set.of(EventMetadata.TOKEN, EventMetadata.CHECKSUM, EventMetadata.DIGEST);

    /** Brings the places together for one event and one alert. */
    public static NotificationMetadata compose(ControllerEvent event, AlertRule alert) {
        Map<String, Map<String, String>> places = new LinkedHashMap<>();
        places.put("annotations of the object", unprefixed(event.metadata(), ToolkitKeys.EVENT_ANNOTATION_PREFIX));
        places.put("spec.eventMetadata of the alert", alert.eventMetadata());
        places.put(
                "spec.summary of the alert",
                alert.summary().map(it -> Map.of(EventMetadata.SUMMARY, it)).orElse(Map.of()));
        places.put(
                "metadata of the controller",
                unprefixed(event.metadata(), event.involvedObject().ref().group() + "/"));

        var values = new TreeMap<String, String>();
        var givenBy = new TreeMap<String, List<String>>();
        places.forEach((place, entries) -> entries.forEach((name, value) -> {
            values.put(name, value);
            givenBy.computeIfAbsent(name, _ -> new ArrayList<>()).add(place);
        }));
        givenBy.values().removeIf(givers -> givers.size() < 2);
        return new NotificationMetadata(values, givenBy);
    }

    private static Map<String, String> unprefixed(Map<String, String> metadata, String prefix) {
        var found = new TreeMap<String, String>();
        metadata.forEach((key, value) -> {
            String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
            if (!name.isEmpty() && !NEVER_SHOWN.contains(name)) {
                found.put(name, value);
            }
        });
        return found;
    }

    /** Whether an event is a heartbeat that only commit statuses are interested in. */
    public static boolean isCommitStatusHeartbeat(ControllerEvent event) {
        String key = EventMetadata.key(event.involvedObject().ref().group(), EventMetadata.COMMIT_STATUS);
        return EventMetadata.COMMIT_STATUS_UPDATE.equals(event.metadata().get(key));
    }
}
