package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import java.util.Map;
import java.util.Optional;

/** One step of a path in {@code metadata.managedFields}: a field, or an element of a list by keys, value or place. */
sealed interface PathElement {

    ObjectMapper JSON = new ObjectMapper();

    /** {@code f:name}. */
    record Field(String name) implements PathElement {}

    /** <code>k:{"name":"x"}</code>. */
    record Keys(JsonNode keys) implements PathElement {}

    /** {@code v:"x"}. */
    record Value(JsonNode value) implements PathElement {}

    /** {@code i:3}. */
    record Place(int index) implements PathElement {}

    /** Reads a key of FieldsV1. Empty for the item itself ({@code .}) and for what nobody can read. */
    static Optional<PathElement> parse(String key) {
        if (key.length() < 2 || key.charAt(1) != ':') {
            return Optional.empty();
        }
        String rest = key.substring(2);
        try {
            return switch (key.charAt(0)) {
                case 'f' -> Optional.of(new Field(rest));
                case 'k' -> Optional.of(new Keys(CanonicalTree.copy(JSON.readTree(rest))));
                case 'v' -> Optional.of(new Value(CanonicalTree.copy(JSON.readTree(rest))));
                case 'i' -> Optional.of(new Place(Integer.parseInt(rest)));
                default -> Optional.empty();
            };
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** What it leads to in a value. */
    default Optional<JsonNode> from(JsonNode value) {
        return switch (this) {
            case Field field -> Optional.ofNullable(value.isObject() ? value.get(field.name()) : null);
            case Keys _, Value _, Place _ -> {
                int index = indexIn(value);
                yield index < 0 ? Optional.empty() : Optional.of(value.get(index));
            }
        };
    }

    /** Takes away what it leads to. */
    default void removeFrom(JsonNode value) {
        if (this instanceof Field field) {
            if (value instanceof ObjectNode object) {
                object.remove(field.name());
            }
        } else if (value instanceof ArrayNode list) {
            int index = indexIn(list);
            if (index >= 0) {
                list.remove(index);
            }
        }
    }

    /** Puts another value where it leads to, if it leads anywhere. */
    default void replaceIn(JsonNode value, JsonNode replacement) {
        if (this instanceof Field field) {
            if (value instanceof ObjectNode object && object.has(field.name())) {
                object.set(field.name(), replacement);
            }
        } else if (value instanceof ArrayNode list) {
            int index = indexIn(list);
            if (index >= 0) {
                list.set(index, replacement);
            }
        }
    }

    private int indexIn(JsonNode list) {
        if (list.isArray()) {
            for (int i = 0; i < list.size(); i++) {
                if (isAt(i, list.get(i))) {
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean isAt(int index, JsonNode element) {
        return switch (this) {
            case Field _ -> false;
            case Keys keys -> hasKeys(element, keys.keys());
            case Value value -> element.equals(value.value());
            case Place place -> place.index() == index;
        };
    }

    /** A key that the element leaves out counts as the same only when the type has a default, which is {@code TCP}. */
    private static boolean hasKeys(JsonNode element, JsonNode keys) {
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            JsonNode value = element.get(key.getKey());
            boolean isDefaultProtocol = value == null
                    && key.getKey().equals("protocol")
                    && key.getValue().asText("").equals("TCP");
            if (!isDefaultProtocol && (value == null || !value.equals(key.getValue()))) {
                return false;
            }
        }
        return element.isObject();
    }
}
