package dev.capstan.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of an object as expressions read it. */
public final class ObjectFields {

    private ObjectFields() {}

    /** The top-level fields: maps, lists, strings, booleans, {@code Long} and {@code Double}; null for JSON null. */
    public static Map<String, Object> of(JsonNode object) {
        var fields = new LinkedHashMap<String, Object>();
        object.properties().forEach(field -> {
            Object value = value(field.getValue());
            if (value != null) {
                fields.put(field.getKey(), value);
            }
        });
        return fields;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node);
            case ARRAY -> list(node);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case BINARY, POJO, MISSING, NULL -> null;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    private static Map<String, @Nullable Object> map(JsonNode node) {
        var map = new HashMap<String, @Nullable Object>();
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static List<@Nullable Object> list(JsonNode node) {
        var list = new ArrayList<@Nullable Object>(node.size());
        node.forEach(item -> list.add(value(item)));
        return list;
    }
}
