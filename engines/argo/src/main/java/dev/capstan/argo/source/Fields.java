package dev.capstan.argo.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields of options, read leniently: what is missing or of another type is empty. */
final class Fields {
    private Fields() {}

    static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    static boolean flag(JsonNode object, String field) {
        return object.path(field).asBoolean(false);
    }

    static List<String> texts(JsonNode object, String field) {
        List<String> texts = new ArrayList<>();
        object.path(field).forEach(item -> texts.add(item.asText("")));
        return List.copyOf(texts);
    }

    static Map<String, String> pairs(JsonNode object, String field) {
        Map<String, String> pairs = new TreeMap<>();
        object.path(field)
                .fields()
                .forEachRemaining(
                        pair -> pairs.put(pair.getKey(), pair.getValue().asText("")));
        return pairs;
    }
}
