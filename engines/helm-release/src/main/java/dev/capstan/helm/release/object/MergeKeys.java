package dev.capstan.helm.release.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * By what Kubernetes tells apart the items of lists of its built-in kinds ({@code patchMergeKey}), by the name of the
 * list. A list whose items do not all have the key is taken as a whole. Pure.
 */
final class MergeKeys {

    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("ownerReferences", List.of("uid")));

    /** Lists of plain values that are sets. */
    private static final Set<String> SETS = Set.of("finalizers");

    private MergeKeys() {}

    /** What names an item of that list; empty when the list is taken as a whole. */
    static Optional<Function<JsonNode, String>> of(String list, JsonNode now, JsonNode live) {
        if (SETS.contains(list)) {
            return Optional.of(JsonNode::asText);
        }
        // Ports of a Service are told apart by port, those of a container by containerPort.
        List<String> keys = list.equals("ports") ? portKeys(now) : KEYS.getOrDefault(list, List.of());
        return !keys.isEmpty() && hasAll(now, keys) && hasAll(live, keys)
                ? Optional.of(item -> named(item, keys))
                : Optional.empty();
    }

    private static List<String> portKeys(JsonNode ports) {
        return ports.path(0).has("containerPort")
                ? List.of("containerPort", "protocol")
                : ports.path(0).has("port") ? List.of("port", "protocol") : List.of();
    }

    private static boolean hasAll(JsonNode list, List<String> keys) {
        for (JsonNode item : list) {
            if (!item.has(keys.getFirst())) {
                return false;
            }
        }
        return true;
    }

    private static String named(JsonNode item, List<String> keys) {
        return String.join(
                "\n",
                keys.stream()
                        .map(key -> item.path(key).asText(key.equals("protocol") ? "TCP" : ""))
                        .toList());
    }
}
