package dev.capstan.helm.release.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Three-way merge of objects, as Helm 3 upgrades them: what the chart says now goes in, what it has stopped saying goes
 * out, and what others added to the live object stays. Items of lists are told apart by the key that Kubernetes merges
 * the list by; a list without such a key is taken as a whole. Pure.
 */
public final class ThreeWayMerge {

    private static final String STATUS = "status";

    /** What no chart writes: set by the API server, or the hold that controllers have on an object until they let it go. */
    private static final List<String> KEPT = List.of(
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "selfLink",
            "finalizers",
            "ownerReferences");

    private ThreeWayMerge() {}

    /**
     * The object as it should be.
     *
     * @param before as the last revision had it
     * @param now as the new one has it
     * @param live as it is in the cluster
     */
    public static ObjectNode merge(JsonNode before, JsonNode now, ObjectNode live) {
        ObjectNode merged = (ObjectNode) merge("", before, now, live);
        // The status is its controller's; a manifest that has one means nothing by it.
        merged.remove(STATUS);
        if (live.has(STATUS)) {
            merged.set(STATUS, live.get(STATUS));
        }
        return merged;
    }

    /** The object as the new revision has it and nothing else, but for what no chart writes. */
    public static ObjectNode replace(JsonNode now, ObjectNode live) {
        ObjectNode replaced = now.deepCopy();
        ObjectNode metadata = replaced.withObject("/metadata");
        KEPT.forEach(field -> {
            if (live.path("metadata").has(field) && !metadata.path(field).isArray()) {
                metadata.set(field, live.path("metadata").get(field));
            }
        });
        replaced.remove(STATUS);
        if (live.has(STATUS)) {
            replaced.set(STATUS, live.get(STATUS));
        }
        return replaced;
    }

    /**
     * The JSON Patch that makes one out of the other, if it has not changed in the meantime; empty when there is nothing to
     * do.
     */
    public static ArrayNode patch(ObjectNode live, ObjectNode merged) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        difference("", live, merged, operations);
        if (!operations.isEmpty()) {
            operations
                    .addObject()
                    .put("op", "replace")
                    .put("path", "/metadata/resourceVersion")
                    .set("value", live.path("metadata").path("resourceVersion"));
        }
        return operations;
    }

    private static JsonNode merge(String field, JsonNode before, JsonNode now, JsonNode live) {
        if (now.isObject() && live.isObject()) {
            return mergeObjects(before, now, live);
        }
        if (now.isArray() && live.isArray()) {
            return MergeKeys.of(field, now, live)
                    .<JsonNode>map(key -> mergeLists(key, before, now, live))
                    .orElse(now);
        }
        return now;
    }

    private static ObjectNode mergeObjects(JsonNode before, JsonNode now, JsonNode live) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        live.properties().forEach(member -> {
            String name = member.getKey();
            if (now.hasNonNull(name)) {
                merged.set(name, merge(name, before.path(name), now.get(name), member.getValue()));
            } else if (!now.has(name) && !before.has(name)) {
                merged.set(name, member.getValue());
            }
        });
        now.properties().forEach(member -> {
            if (!live.has(member.getKey()) && !member.getValue().isNull()) {
                merged.set(member.getKey(), member.getValue());
            }
        });
        return merged;
    }

    private static ArrayNode mergeLists(Function<JsonNode, String> key, JsonNode before, JsonNode now, JsonNode live) {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        Set<String> done = new LinkedHashSet<>();
        for (JsonNode item : now) {
            String itemKey = key.apply(item);
            done.add(itemKey);
            Optional<JsonNode> current = find(key, live, itemKey);
            JsonNode earlier = find(key, before, itemKey).orElseGet(JsonNodeFactory.instance::missingNode);
            merged.add(current.map(present -> merge("", earlier, item, present)).orElse(item));
        }
        for (JsonNode item : live) {
            String itemKey = key.apply(item);
            if (!done.contains(itemKey) && find(key, before, itemKey).isEmpty()) {
                merged.add(item);
            }
        }
        return merged;
    }

    private static Optional<JsonNode> find(Function<JsonNode, String> key, JsonNode list, String wanted) {
        List<JsonNode> found = new ArrayList<>();
        list.forEach(item -> {
            if (key.apply(item).equals(wanted)) {
                found.add(item);
            }
        });
        return found.stream().findFirst();
    }

    private static void difference(String path, JsonNode live, JsonNode merged, ArrayNode operations) {
        live.properties().forEach(member -> {
            String at = path + "/" + escaped(member.getKey());
            if (!merged.has(member.getKey())) {
                operations.addObject().put("op", "remove").put("path", at);
            } else if (isSame(member.getValue(), merged.get(member.getKey()))) {
                // It stays.
            } else if (member.getValue().isObject()
                    && merged.get(member.getKey()).isObject()) {
                difference(at, member.getValue(), merged.get(member.getKey()), operations);
            } else {
                operations.addObject().put("op", "replace").put("path", at).set("value", merged.get(member.getKey()));
            }
        });
        merged.properties().forEach(member -> {
            if (!live.has(member.getKey())) {
                operations
                        .addObject()
                        .put("op", "add")
                        .put("path", path + "/" + escaped(member.getKey()))
                        .set("value", member.getValue());
            }
        });
    }

    /** Numbers are equal by value. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
