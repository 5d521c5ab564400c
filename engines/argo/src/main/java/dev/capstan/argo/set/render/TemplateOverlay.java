package dev.capstan.argo.set.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The template of a generator over that of its set: what the generator's leaves empty (no text, no elements, zero, false) is taken from the
 * set's. Lists, and values of charts, are taken as a whole.
 */
public final class TemplateOverlay {
    private static final String VALUES = "valuesObject";

    private TemplateOverlay() {}

    /** Both as one; either may be missing. */
    public static JsonNode of(JsonNode own, JsonNode base) {
        if (isEmpty(own)) {
            return base.isMissingNode() ? own : base;
        }
        if (!own.isObject() || !base.isObject()) {
            return own;
        }
        ObjectNode both = ((ObjectNode) own).deepCopy();
        base.properties().forEach(entry -> {
            JsonNode present = own.path(entry.getKey());
            boolean isWhole = entry.getKey().equals(VALUES) && !isEmpty(present);
            both.set(entry.getKey(), isWhole ? present : of(present, entry.getValue()));
        });
        return both;
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || node.isContainerNode() && node.isEmpty()
                || node.isTextual() && node.textValue().isEmpty()
                || node.isNumber() && node.asDouble() == 0
                || node.isBoolean() && !node.booleanValue();
    }
}
