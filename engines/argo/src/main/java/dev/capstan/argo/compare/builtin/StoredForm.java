package dev.capstan.argo.compare.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An object of a built-in kind as its Go type would write it again: fields with an empty value that the type leaves out
 * are gone, quantities and times have their canonical text. Pure.
 */
public final class StoredForm {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StoredForm() {}

    /** An object that does not fit the type. */
    private static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private Misfit() {
            super("does not fit its type", null, false, false);
        }
    }

    /**
     * Rewrites an object.
     *
     * @return empty when the object has a field that the type does not have, or a value that the type cannot hold; it is
     *     then compared as it is
     */
    public static Optional<ObjectNode> of(BuiltInType type, ObjectNode object) {
        try {
            ObjectNode stored = object(type, object);
            object.properties().stream()
                    .filter(field -> field.getKey().equals("apiVersion")
                            || field.getKey().equals("kind"))
                    .forEach(field -> stored.set(field.getKey(), field.getValue()));
            return Optional.of(stored);
        } catch (Misfit misfit) {
            return Optional.empty();
        }
    }

    private static ObjectNode object(BuiltInType type, JsonNode object) throws Misfit {
        if (!object.isObject()) {
            throw new Misfit();
        }
        ObjectNode stored = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Optional<FieldForm> form = type.field(field.getKey());
            if (form.isEmpty()) {
                if (field.getKey().equals("apiVersion") || field.getKey().equals("kind")) {
                    continue;
                }
                throw new Misfit();
            }
            JsonNode value = value(type, form.get().form(), field.getValue());
            if (!isLeftOut(form.get(), value)) {
                stored.set(field.getKey(), value);
            }
        }
        return stored;
    }

    private static boolean isLeftOut(FieldForm form, JsonNode value) {
        if (!form.isOmittedWhenEmpty()) {
            return false;
        }
        if (form.isPointer()) {
            return value.isNull();
        }
        char first = form.form().charAt(0);
        return switch (first) {
            case '[', '{', 'y' ->
                value.isEmpty() && !(value.isTextual() && !value.textValue().isEmpty());
            case 's' -> value.isTextual() && value.textValue().isEmpty();
            case 'i', 'n' -> value.isNumber() && value.doubleValue() == 0;
            case 'b' -> value.isBoolean() && !value.booleanValue();
            case 'a' -> value.isNull();
            default -> false;
        };
    }

    private static JsonNode value(BuiltInType type, String form, JsonNode value) throws Misfit {
        if (form.startsWith("*")) {
            return value.isNull() ? value : value(type, form.substring(1), value);
        }
        if (value.isNull()) {
            return empty(form);
        }
        return switch (form.charAt(0)) {
            case 's' -> fitting(value.isTextual(), value);
            case 'y' -> bytes(value);
            case 'i' -> fitting(value.isIntegralNumber(), value);
            case 'n' -> fitting(value.isNumber(), value);
            case 'b' -> fitting(value.isBoolean(), value);
            case 'x' -> fitting(value.isTextual() || value.isIntegralNumber(), value);
            case 'q' -> quantity(value);
            case 't' -> time(value);
            case '#' -> object(type.typeOf(form).orElseThrow(Misfit::new), value);
            case '[' -> list(type, form.substring(1), value);
            case '{' -> map(type, form.substring(1), value);
            default -> value;
        };
    }

    /** What Go's decoder makes of a null. */
    private static JsonNode empty(String form) {
        return switch (form.charAt(0)) {
            case 's' -> NODES.textNode("");
            case 'i', 'n', 'x' -> NODES.numberNode(0L);
            case 'b' -> NODES.booleanNode(false);
            case 'q' -> NODES.textNode("0");
            case '#' -> NODES.objectNode();
            default -> NODES.nullNode();
        };
    }

    private static JsonNode fitting(boolean fits, JsonNode value) throws Misfit {
        if (!fits) {
            throw new Misfit();
        }
        return value;
    }

    private static JsonNode bytes(JsonNode value) throws Misfit {
        if (!value.isTextual()) {
            throw new Misfit();
        }
        try {
            String text = value.textValue().replace("\r", "").replace("\n", "");
            return NODES.textNode(
                    Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException unreadable) {
            throw new Misfit();
        }
    }

    private static JsonNode quantity(JsonNode value) throws Misfit {
        String text = value.isTextual() || value.isNumber() ? value.asText() : "";
        return NODES.textNode(Quantity.canonical(text).orElseThrow(Misfit::new));
    }

    private static JsonNode time(JsonNode value) throws Misfit {
        if (!value.isTextual()) {
            throw new Misfit();
        }
        if (value.textValue().length() > "2024-01-01T00:00:00+00:00".length()) {
            return value;
        }
        try {
            Instant instant = OffsetDateTime.parse(value.textValue()).toInstant();
            return NODES.textNode(instant.truncatedTo(ChronoUnit.SECONDS).toString());
        } catch (DateTimeException unreadable) {
            throw new Misfit();
        }
    }

    private static JsonNode list(BuiltInType type, String form, JsonNode value) throws Misfit {
        if (!value.isArray()) {
            throw new Misfit();
        }
        ArrayNode list = NODES.arrayNode(value.size());
        for (JsonNode element : value) {
            list.add(value(type, form, element));
        }
        return list;
    }

    private static JsonNode map(BuiltInType type, String form, JsonNode value) throws Misfit {
        if (!value.isObject()) {
            throw new Misfit();
        }
        ObjectNode map = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            map.set(entry.getKey(), value(type, form, entry.getValue()));
        }
        return map;
    }
}
