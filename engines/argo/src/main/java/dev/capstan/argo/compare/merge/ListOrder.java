package dev.capstan.argo.compare.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of a list after a merge: elements of the manifest in the manifest's order, and between them those that only
 * the live list has, each before the first element of the manifest that the live list has behind it.
 */
final class ListOrder {

    private ListOrder() {}

    /**
     * @param manifest keys in the manifest's order
     * @param liveOnly keys of the others, in the live order
     * @param live all live keys, in their order
     */
    static List<String> merge(List<String> manifest, List<String> liveOnly, List<String> live) {
        Map<String, Integer> places = new LinkedHashMap<>();
        live.forEach(key -> places.putIfAbsent(key, places.size()));
        List<String> merged = new ArrayList<>(manifest.size() + liveOnly.size());
        int left = 0;
        int right = 0;
        while (left < liveOnly.size() || right < manifest.size()) {
            boolean takesLive = right == manifest.size()
                    || (left < liveOnly.size() && isBefore(places, liveOnly.get(left), manifest.get(right)));
            merged.add(takesLive ? liveOnly.get(left++) : manifest.get(right++));
        }
        return merged;
    }

    private static boolean isBefore(Map<String, Integer> places, String liveOnly, String manifest) {
        Integer first = places.get(liveOnly);
        Integer second = places.get(manifest);
        return first != null && second != null && first < second;
    }
}
