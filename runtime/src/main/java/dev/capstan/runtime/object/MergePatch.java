package dev.capstan.runtime.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Computes JSON merge patches (RFC 7396). */
final class MergePatch {
    private MergePatch() {}

    /**
     * The patch that turns one object into the other; empty when they are equal. Lists are replaced whole.
     *
     * @param before an object
     * @param after an object
     */
    static Optional<ObjectNode> between(JsonNode before, JsonNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        after.properties().forEach(field -> {
            JsonNode old = before.get(field.getKey());
            JsonNode value = field.getValue();
            if (old != null && old.isObject() && value.isObject()) {
                between(old, value).ifPresent(nested -> patch.set(field.getKey(), nested));
            } else if (!value.equals(old)) {
                patch.set(field.getKey(), value);
            }
        });
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                patch.putNull(name);
            }
        });
        return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
    }
}
