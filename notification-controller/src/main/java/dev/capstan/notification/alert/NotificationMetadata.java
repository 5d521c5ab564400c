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
import java.util.stream.Collectors;

/**
 * The metadata of a notification: what the object's annotations, the alert and the controller say, the later winning, under names without
 * prefix.
 *
 * @param values the metadata, by name
 * @param fromAlert names whose value the author of the alert wrote
 * @param conflicts names that more than one of them gives, with the places in the order in which they win
 */
public record NotificationMetadata(
        SortedMap<String, String> values, Set<String> fromAlert, SortedMap<String, List<String>> conflicts) {
    private static final String EVENT_METADATA = "spec.eventMetadata of the alert";
    private static final String SUMMARY = "spec.summary of the alert";
    private static final Set<String> NEVER_SHOWN =
            Set.of(EventMetadata.TOKEN, EventMetadata.CHECKSUM, EventMetadata.DIGEST);

    /** Brings the places together for one event and one alert. */
    public static NotificationMetadata compose(ControllerEvent event, AlertRule alert) {
        Map<String, Map<String, String>> places = new LinkedHashMap<>();
        places.put("annotations of the object", unprefixed(event.metadata(), ToolkitKeys.EVENT_ANNOTATION_PREFIX));
        places.put(EVENT_METADATA, alert.eventMetadata());
        places.put(
                SUMMARY,
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
        Set<String> fromAlert = givenBy.entrySet().stream()
                .filter(entry -> Set.of(EVENT_METADATA, SUMMARY)
                        .contains(entry.getValue().getLast()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        givenBy.values().removeIf(givers -> givers.size() < 2);
        return new NotificationMetadata(values, fromAlert, givenBy);
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
}
