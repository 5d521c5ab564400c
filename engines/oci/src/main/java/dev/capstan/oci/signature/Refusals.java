package dev.capstan.oci.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why signatures do not hold, each reason once with the places that it was found at. Its text stays short, however many there are. */
final class Refusals {
    private static final int MOST_REASONS = 5;
    private static final int MOST_PLACES = 3;

    private final Map<String, List<String>> places = new LinkedHashMap<>();

    void add(String why, String place) {
        places.computeIfAbsent(why, _ -> new ArrayList<>()).add(place);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    @Override
    public String toString() {
        var text = places.entrySet().stream()
                .limit(MOST_REASONS)
                .map(it -> it.getKey() + " (" + named(it.getValue()) + ")")
                .collect(Collectors.joining("; "));
        return places.size() > MOST_REASONS ? text + "; and " + (places.size() - MOST_REASONS) + " more reasons" : text;
    }

    private static String named(List<String> places) {
        var text = String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size())));
        return places.size() > MOST_PLACES ? text + " and " + (places.size() - MOST_PLACES) + " more" : text;
    }
}
