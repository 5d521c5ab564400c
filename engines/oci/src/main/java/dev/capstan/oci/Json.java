package dev.capstan.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON that others wrote: strictly, without duplicate keys, and not deeply nested. Its length is the caller's to limit. */
public final class Json {
    private static final int DEEPEST = 100;
    private static final int LONGEST_LINE = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The object that the bytes are.
     *
     * @param what they should be, for the message
     * @throws OciFailureException when they are not one
     */
    public static JsonNode object(RepositoryName repository, byte[] bytes, String what) throws OciFailureException {
        return object(bytes)
                .orElseThrow(() -> new OciFailureException(
                        new OciFailure.AnswerMalformed(repository, what + " is not a JSON object")));
    }

    /** The object that the bytes are; empty when they are not one. */
    public static Optional<JsonNode> object(byte[] bytes) {
        try {
            return Optional.of(MAPPER.readTree(bytes)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty(); // its text quotes the input
        }
    }

    /** The text of a field; empty when it is missing, empty, or not a text. */
    public static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue()).filter(it -> !it.isEmpty());
    }

    /** A text of others as one short line, without what changes the direction of writing. */
    public static String cleaned(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
