package dev.capstan.forge.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** JSON that is sent, and JSON that others wrote, not deeply nested. Its length is the caller's to limit. */
public final class Json {
    private static final int DEEPEST = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The object or list that the bytes are; empty when they are neither. */
    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readTree(bytes)).filter(JsonNode::isContainerNode);
        } catch (IOException e) {
            return Optional.empty(); // its text quotes the input
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }

    /** What lies at a path of fields; a missing node when there is nothing. */
    public static JsonNode at(JsonNode node, String... path) {
        JsonNode found = node;
        for (String field : path) {
            found = found.path(field);
        }
        return found;
    }

    /** The text at a path of fields; empty when there is none. */
    public static String text(JsonNode node, String... path) {
        return Optional.ofNullable(at(node, path).textValue()).orElse("");
    }

    /** The number above zero in a field; empty when there is none. */
    public static Optional<Long> number(JsonNode node, String field) {
        var found = node.path(field);
        return found.isIntegralNumber() && found.asLong() > 0 ? Optional.of(found.asLong()) : Optional.empty();
    }
}
