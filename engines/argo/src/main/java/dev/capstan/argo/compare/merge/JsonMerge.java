package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three-way JSON merge of kubectl, for kinds whose types are not known: fields of the manifest win, fields that were
 * applied before and are not in the manifest any more go, all others stay. A list is replaced when it differs, apart from
 * fields that only the live elements have. Pure.
 */
public final class JsonMerge {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonMerge() {}

    /**
     * The object after the apply; a copy.
     *
     * @param applied what was applied last; the manifest itself when that is not known
     */
    public static ObjectNode predict(ObjectNode applied, ObjectNode manifest, ObjectNode live) {
        ObjectNode predicted = live.deepCopy();
        merge(applied, manifest, predicted);
        return predicted;
    }

    private static void merge(@Nullable JsonNode applied, JsonNode manifest, ObjectNode live) {
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            String name = field.getKey();
            JsonNode before = applied == null ? null : applied.get(name);
            JsonNode wanted = field.getValue();
            JsonNode current = live.get(name);
            if (wanted.isNull()) {
                if (before != null && !before.isNull()) {
                    live.remove(name);
                }
            } else if (wanted.isObject() && current instanceof ObjectNode both) {
                merge(before != null && before.isObject() ? before : null, wanted, both);
            } else if (current == null) {
                JsonNode added = withoutNulls(wanted);
                if (!added.isObject() || !added.isEmpty() || wanted.isEmpty()) {
                    live.set(name, added);
                }
            } else if (!wanted.equals(reduced(before, current))) {
                live.set(name, withoutNulls(wanted));
            }
        }
        if (applied != null) {
            for (Map.Entry<String, JsonNode> field : applied.properties()) {
                if (!manifest.has(field.getKey())) {
                    live.remove(field.getKey());
                }
            }
        }
    }

    /** The live value as far as it was applied; a list that was never applied is compared as a whole. */
    private static @Nullable JsonNode reduced(@Nullable JsonNode applied, JsonNode live) {
        return applied == null && live.isArray() ? null : trim(applied, live);
    }

    /** Takes away fields that only the live value has, in lists by position; elements that only it has stay. */
    static JsonNode trim(@Nullable JsonNode applied, JsonNode live) {
        if (applied == null) {
            return live;
        }
        if (applied.isObject() && live.isObject()) {
            ObjectNode trimmed = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : applied.properties()) {
                JsonNode value = live.get(field.getKey());
                if (value != null) {
                    trimmed.set(field.getKey(), trim(field.getValue(), value));
                }
            }
            return trimmed;
        }
        if (applied.isArray() && live.isArray()) {
            ArrayNode trimmed = NODES.arrayNode(live.size());
            for (int i = 0; i < live.size(); i++) {
                trimmed.add(i < applied.size() ? trim(applied.get(i), live.get(i)) : live.get(i));
            }
            return trimmed;
        }
        return live;
    }

    /** A value as a JSON merge patch adds it: without fields that are null. */
    private static JsonNode withoutNulls(JsonNode value) {
        if (!value.isObject()) {
            return value.deepCopy();
        }
        ObjectNode kept = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!field.getValue().isNull()) {
                JsonNode inner = withoutNulls(field.getValue());
                if (!inner.isObject() || !inner.isEmpty() || field.getValue().isEmpty()) {
                    kept.set(field.getKey(), inner);
                }
            }
        }
        return kept;
    }
}
