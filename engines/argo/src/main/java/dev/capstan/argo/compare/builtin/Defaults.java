package dev.capstan.argo.compare.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.CanonicalTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what the API server would fill in, so that a field that nobody wrote is no difference. Thread-safe. */
public final class Defaults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, JsonNode>> table;

    private Defaults(Map<String, Map<String, JsonNode>> table) {
        this.table = table;
    }

    /** Reads the table that is part of this library. */
    public static Defaults load() {
        Map<String, Map<String, JsonNode>> table = new HashMap<>();
        for (String row : BuiltInKinds.rows("defaults.txt")) {
            String[] columns = row.split(" ", 3);
            try {
                table.computeIfAbsent(columns[0], type -> new LinkedHashMap<>())
                        .put(columns[1], CanonicalTree.copy(JSON.readTree(columns[2])));
            } catch (JsonProcessingException broken) {
                throw new IllegalStateException("Broken line in the table of defaults: " + row, broken);
            }
        }
        return new Defaults(table);
    }

    /**
     * Completes an object.
     *
     * @param object is changed
     */
    public void complete(BuiltInType type, ObjectNode object) {
        table.getOrDefault(type.name(), Map.of()).forEach((field, value) -> {
            if (isUnset(object, field)) {
                object.set(field, value.deepCopy());
            }
        });
        ConditionalDefaults.complete(type.name(), object);
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
            Optional<FieldForm> form = type.field(field.getKey());
            form.flatMap(type::inside).ifPresent(inner -> inside(form.get().form(), inner, field.getValue()));
        }
    }

    /** The value that a field of a type has when nobody sets it, as far as it depends on nothing else. */
    public Optional<JsonNode> valueOf(BuiltInType type, String field) {
        return Optional.ofNullable(table.getOrDefault(type.name(), Map.of()).get(field));
    }

    /** Whether the API server fills a field in: an empty text is to it as good as none. */
    static boolean isUnset(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        return value.isMissingNode() || (value.isTextual() && value.textValue().isEmpty());
    }

    private void inside(String form, BuiltInType type, JsonNode value) {
        if (value instanceof ObjectNode object && !form.startsWith("{")) {
            complete(type, object);
        } else if (form.startsWith("[") || form.startsWith("{")) {
            for (JsonNode element : value) {
                inside(form.substring(1), type, element);
            }
        }
    }
}
