package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what mutating webhooks did out of the result of a server-side dry run: a field that the applying manager does not
 * own has its live value, or goes when there is none. Fields that the apply removes stay removed. Pure.
 */
public final class MutationFilter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MutationFilter() {}

    /**
     * The result without foreign changes.
     *
     * @return empty when the result does not say who owns its fields
     */
    public static Optional<ObjectNode> apply(ObjectNode result, ObjectNode live, String manager) {
        JsonNode owned = ManagedFields.of(result).ofManager(manager);
        return owned.isEmpty() ? Optional.empty() : Optional.of(object(owned, result, live, true));
    }

    private static ObjectNode object(JsonNode owned, JsonNode result, @Nullable JsonNode live, boolean isRoot) {
        ObjectNode kept = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : result.properties()) {
            boolean isIdentity = isRoot && Set.of("apiVersion", "kind").contains(field.getKey());
            JsonNode current = live == null ? null : live.get(field.getKey());
            value(isIdentity ? ManagedFields.NOTHING : owned.get("f:" + field.getKey()), field.getValue(), current)
                    .ifPresent(value -> kept.set(field.getKey(), value));
        }
        return kept;
    }

    private static Optional<JsonNode> value(@Nullable JsonNode owned, JsonNode result, @Nullable JsonNode live) {
        if (owned != null && owned.isEmpty()) {
            return Optional.of(result);
        }
        JsonNode set = owned == null ? ManagedFields.NOTHING : owned;
        if (result.isObject() && (live == null || live.isObject())) {
            if (live == null && owned == null) {
                return Optional.empty();
            }
            return Optional.of(object(set, result, live, false));
        }
        if (result.isArray() && owned != null) {
            return Optional.of(list(owned, (ArrayNode) result, live));
        }
        return Optional.ofNullable(live);
    }

    /** An element that the manager owns: how it is found, and which of its fields are owned. */
    private record Owned(PathElement path, JsonNode fields) {}

    private static ArrayNode list(JsonNode owned, ArrayNode result, @Nullable JsonNode live) {
        ArrayNode kept = NODES.arrayNode();
        JsonNode current = live != null && live.isArray() ? live : NODES.arrayNode();
        Map<JsonNode, Owned> ownedElements = ownedElements(owned, result);
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode element : result) {
            Owned own = ownedElements.get(element);
            if (own != null) {
                JsonNode there = own.path().from(current).orElse(null);
                JsonNode value = value(own.fields(), element, there).orElse(element);
                kept.add(withKeys(own.path(), element, value));
            } else if (seen.add(element) && contains(current, element)) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static Map<JsonNode, Owned> ownedElements(JsonNode owned, JsonNode list) {
        Map<JsonNode, Owned> elements = new HashMap<>();
        for (Map.Entry<String, JsonNode> item : owned.properties()) {
            PathElement.parse(item.getKey())
                    .ifPresent(path -> path.from(list)
                            .ifPresent(element -> elements.put(element, new Owned(path, item.getValue()))));
        }
        return elements;
    }

    /** Keys identify an element even where another manager or a default set them. */
    private static JsonNode withKeys(PathElement path, JsonNode element, JsonNode value) {
        if (path instanceof PathElement.Keys keys && value instanceof ObjectNode object) {
            keys.keys().fieldNames().forEachRemaining(key -> {
                if (!object.has(key) && element.has(key)) {
                    object.set(key, element.get(key));
                }
            });
        }
        return value;
    }

    private static boolean contains(JsonNode list, JsonNode element) {
        for (JsonNode candidate : list) {
            if (candidate.equals(element) || hasSameName(candidate, element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSameName(JsonNode one, JsonNode other) {
        return one.hasNonNull("name") && one.path("name").equals(other.path("name"));
    }
}
