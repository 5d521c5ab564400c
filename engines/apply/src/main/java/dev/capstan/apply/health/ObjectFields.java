package dev.capstan.apply.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads fields of an object the way the rules need them: by path, with a default. */
record ObjectFields(JsonNode object) {

    JsonNode at(String... path) {
        JsonNode node = object;
        for (String field : path) {
            node = node.path(field);
        }
        return node;
    }

    String text(String fallback, String... path) {
        JsonNode node = at(path);
        return node.isTextual() ? node.textValue() : fallback;
    }

    long number(long fallback, String... path) {
        JsonNode node = at(path);
        return node.isNumber() ? node.longValue() : fallback;
    }

    boolean has(String... path) {
        return !at(path).isMissingNode() && !at(path).isNull();
    }

    Iterable<JsonNode> conditions() {
        return at("status", "conditions");
    }

    Optional<JsonNode> condition(String type) {
        for (JsonNode condition : conditions()) {
            if (type.equals(condition.path("type").asText())) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    boolean isTrue(String conditionType) {
        return condition(conditionType)
                .filter(condition -> is(condition, "True"))
                .isPresent();
    }

    static boolean is(JsonNode condition, String status) {
        return status.equals(condition.path("status").asText());
    }

    static String reason(JsonNode condition) {
        return condition.path("reason").asText("");
    }

    static String message(JsonNode condition) {
        return condition.path("message").asText("");
    }
}
