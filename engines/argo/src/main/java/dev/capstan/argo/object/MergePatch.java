package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patches (RFC 7386). Pure. */
public final class MergePatch {
    private MergePatch() {}

    /** What must be patched so that one object becomes another; empty where nothing must. Lists are replaced whole. */
    public static ObjectNode between(JsonNode before, JsonNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        before.fieldNames().forEachRemaining(field -> {
            if (!after.has(field)) {
                patch.putNull(field);
            }
        });
        after.properties().forEach(entry -> {
            JsonNode present = before.path(entry.getKey());
            JsonNode wanted = entry.getValue();
            if (present.isObject() && wanted.isObject()) {
                ObjectNode inner = between(present, wanted);
                if (!inner.isEmpty()) {
                    patch.set(entry.getKey(), inner);
                }
            } else if (!present.equals(wanted)) {
                patch.set(entry.getKey(), wanted);
            }
        });
        return patch;
    }
}
