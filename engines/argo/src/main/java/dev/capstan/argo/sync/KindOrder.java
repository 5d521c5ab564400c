package dev.capstan.argo.sync;

import dev.capstan.helm.manifest.InstallOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of kinds in a wave: what others need comes first, and kinds that are not listed come last. It is Helm's, but
 * for the kinds that Argo CD does not list.
 */
final class KindOrder {

    private static final Set<String> NOT_LISTED =
            Set.of("PriorityClass", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private static final List<String> KINDS = InstallOrder.KINDS.stream()
            .filter(kind -> !NOT_LISTED.contains(kind))
            .toList();

    private static final Map<String, Integer> PLACES = places();

    private KindOrder() {}

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        KINDS.forEach(kind -> places.put(kind, places.size()));
        return Map.copyOf(places);
    }

    /** The place of a kind, whatever its group. */
    static int of(String kind) {
        return PLACES.getOrDefault(kind, KINDS.size());
    }
}
