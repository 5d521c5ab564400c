package dev.capstan.cli.up;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a run did to the cluster, as the event of the controller lists it, in a few lines. */
final class ChangeSummary {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9.]+)/(\\S+) ([a-z][a-z ]*)");
    private static final int NAMED_AT_MOST = 5;

    private ChangeSummary() {}

    /**
     * One line per action; the objects by name when they are few, else by kind.
     *
     * @param event message of an event
     * @return nothing when the event does not list changes
     */
    static List<String> of(String event) {
        Map<String, List<String>> byAction = new LinkedHashMap<>();
        for (String line : event.lines().toList()) {
            Matcher change = LINE.matcher(line);
            if (change.matches()) {
                byAction.computeIfAbsent(change.group(3), _ -> new ArrayList<>())
                        .add(change.group(1) + "/" + change.group(2));
            }
        }
        return byAction.entrySet().stream()
                .map(action -> "%-11s %s".formatted(action.getKey(), objects(action.getValue())))
                .toList();
    }

    private static String objects(List<String> objects) {
        if (objects.size() <= NAMED_AT_MOST) {
            return String.join(", ", objects);
        }
        Map<String, Long> kinds = objects.stream()
                .collect(Collectors.groupingBy(
                        object -> object.substring(0, object.indexOf('/')), TreeMap::new, Collectors.counting()));
        return objects.size() + " objects: "
                + kinds.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
    }
}
