package dev.capstan.argo.set.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Strategic merge patches of Kubernetes, for Applications: maps are merged, null deletes, lists are replaced, but finalizers are added. The
 * directives {@code $patch: replace}, {@code $patch: delete}, {@code $retainKeys} and {@code $deleteFromPrimitiveList/…} hold.
 */
final class StrategicMerge {
    private static final String PATCH = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";
    private static final Set<String> ADDED_LISTS = Set.of("finalizers");

    private StrategicMerge() {}

    static ObjectNode apply(ObjectNode original, ObjectNode patch) {
        return merged(original, patch);
    }

    private static ObjectNode merged(ObjectNode original, ObjectNode patch) {
        switch (patch.path(PATCH).asText("merge")) {
            case "merge" -> {}
            case "replace" -> {
                ObjectNode whole = patch.deepCopy();
                whole.remove(PATCH);
                return whole;
            }
            case "delete" -> {
                return JsonNodeFactory.instance.objectNode();
            }
            default ->
                throw new GenerationException("invalid templatePatch: $patch is neither merge, replace nor delete");
        }
        ObjectNode result = original.deepCopy();
        if (patch.path(RETAIN_KEYS).isArray()) {
            List<String> kept = new ArrayList<>();
            patch.path(RETAIN_KEYS).forEach(key -> kept.add(key.asText()));
            result.retain(kept);
        }
        patch.properties().forEach(entry -> put(result, entry.getKey(), entry.getValue()));
        return result;
    }

    private static void put(ObjectNode result, String key, JsonNode value) {
        if (key.equals(PATCH) || key.equals(RETAIN_KEYS) || key.startsWith(ORDER)) {
            return;
        }
        if (key.startsWith(DELETE_FROM)) {
            deleteFrom(result, key.substring(DELETE_FROM.length()), value);
            return;
        }
        JsonNode present = result.path(key);
        if (value.isNull()) {
            result.remove(key);
        } else if (value instanceof ObjectNode over) {
            ObjectNode under = present instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            result.set(key, merged(under, over));
        } else if (ADDED_LISTS.contains(key) && present instanceof ArrayNode list && value.isArray()) {
            LinkedHashSet<JsonNode> both = new LinkedHashSet<>();
            list.forEach(both::add);
            value.forEach(both::add);
            result.putArray(key).addAll(both);
        } else {
            result.set(key, value);
        }
    }

    private static void deleteFrom(ObjectNode result, String key, JsonNode gone) {
        if (result.path(key) instanceof ArrayNode list && gone.isArray()) {
            List<JsonNode> left = new ArrayList<>();
            list.forEach(left::add);
            gone.forEach(left::remove);
            result.putArray(key).addAll(left);
        }
    }
}
