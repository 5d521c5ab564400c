package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads fields of trees that may have any shape: what is absent, null or of another type is empty. */
public final class Fields {
    private Fields() {}

    /** A text; empty where there is none. */
    public static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Whether it is true. */
    public static boolean isTrue(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }

    /** Whether there is something other than null. */
    public static boolean has(JsonNode object, String field) {
        return object.hasNonNull(field);
    }

    /** The elements of a list. */
    public static List<JsonNode> elements(JsonNode object, String field) {
        List<JsonNode> elements = new ArrayList<>();
        if (object.path(field).isArray()) {
            object.path(field).forEach(elements::add);
        }
        return elements;
    }

    /** The elements of a list of texts. */
    public static List<String> texts(JsonNode object, String field) {
        return elements(object, field).stream().map(item -> item.asText("")).toList();
    }

    /** The entries of a map of texts, in their order. */
    public static Map<String, String> entries(JsonNode object, String field) {
        Map<String, String> entries = new LinkedHashMap<>();
        object.path(field)
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText("")));
        return entries;
    }
}
