package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
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

    private static ArrayNode list(JsonNode owned, ArrayNode result, @Nullable JsonNode live) {
        ArrayNode kept = NODES.arrayNode();
        JsonNode current = live != null && live.isArray() ? live : NODES.arrayNode();
        Set<JsonNode> seen = new LinkedHashSet<>();
        for (JsonNode element : result) {
            boolean isOwned = false;
            for (Map.Entry<String, JsonNode> item : owned.properties()) {
                Optional<PathElement> path = PathElement.parse(item.getKey());
                if (path.flatMap(step -> step.from(result))
                        .filter(found -> found.equals(element))
                        .isPresent()) {
                    isOwned = true;
                    Optional<JsonNode> there = path.flatMap(step -> step.from(current));
                    JsonNode value =
                            value(item.getValue(), element, there.orElse(null)).orElse(element);
                    kept.add(withKeys(path.get(), element, value));
                }
            }
            if (!isOwned && seen.add(element) && contains(current, element)) {
                kept.add(element);
            }
        }
        return kept;
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
