package dev.capstan.objectstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads JSON from servers that are not trusted, within the parser's own limits of depth and length. */
final class JsonAnswer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonAnswer() {}

    static JsonNode read(InputStream content) throws ObjectStoreException {
        try {
            JsonNode read = MAPPER.readTree(content);
            if (!read.isObject()) {
                throw unreadable("it is not a JSON object");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new ObjectStoreException(new ObjectStoreFailure.AnswerUnreadable("it is not JSON"), e);
        } catch (IOException e) {
            throw ObjectStoreException.of(e);
        }
    }

    /** Bytes that may be JSON; an empty object when they are not. */
    static JsonNode parse(byte[] content) {
        try {
            return MAPPER.readTree(content);
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static ObjectStoreException unreadable(String why) {
        return new ObjectStoreException(new ObjectStoreFailure.AnswerUnreadable(why));
    }
}
