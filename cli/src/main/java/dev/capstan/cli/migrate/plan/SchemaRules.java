package dev.capstan.cli.migrate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What of an object our definition of its kind does not know: fields that it would lose, and values that would be refused. As
 * schemas of definitions are structural, a walk along both tells. Pure.
 */
final class SchemaRules {

    private final JsonNode spec;

    /** @param schema {@code openAPIV3Schema} of a version of a definition */
    SchemaRules(JsonNode schema) {
        this.spec = schema.path("properties").path("spec");
    }

    /** What is not known, each with its path below {@code spec}. */
    List<String> unknown(JsonNode object) {
        List<String> found = new ArrayList<>();
        walk("spec", spec, object.path("spec"), found);
        return found;
    }

    private static void walk(String path, JsonNode schema, JsonNode value, List<String> found) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
            return;
        }
        if (value.isObject()) {
            fields(path, schema, value, found);
        } else if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                walk("%s[%d]".formatted(path, i), schema.path("items"), value.get(i), found);
            }
        } else if (value.isValueNode() && !value.isNull() && schema.has("enum")) {
            boolean isKnown = StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .anyMatch(allowed -> allowed.asText("").equals(value.asText("")));
            if (!isKnown) {
                found.add("%s: '%s'".formatted(path, value.asText("")));
            }
        }
    }

    private static void fields(String path, JsonNode schema, JsonNode value, List<String> found) {
        JsonNode known = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        for (var field : value.properties()) {
            String below = path + "." + field.getKey();
            if (known.has(field.getKey())) {
                walk(below, known.get(field.getKey()), field.getValue(), found);
            } else if (others.isObject()) {
                walk(below, others, field.getValue(), found);
            } else if (!others.asBoolean(false)) {
                found.add(below);
            }
        }
    }
}
