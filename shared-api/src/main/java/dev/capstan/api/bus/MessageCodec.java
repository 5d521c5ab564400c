package dev.capstan.api.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;

/**
 * Messages as bytes: {@code {"version": 1, "what": "<what>", "body": {…}}}. Fields that are not known are ignored, so a version may gain
 * fields; anything else is a new version, which older readers refuse.
 */
public final class MessageCodec {
    /** The version that is written and read. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MessageCodec() {}

    /** What became of bytes that should be a message. */
    public sealed interface Decoded {
        /**
         * They are one.
         *
         * @param message the message
         */
        record Known(BusMessage message) implements Decoded {}

        /**
         * They are not one that this release can read; the only sensible reaction is to count and drop them.
         *
         * @param why what is wrong, without the content
         */
        record Unreadable(String why) implements Decoded {}
    }

    /** The bytes of a message. */
    public static byte[] encode(BusMessage message) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("version", VERSION);
        envelope.put("what", message.messageType().token());
        envelope.set("body", JSON.valueToTree(message));
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can always be written", impossible);
        }
    }

    /** Reads bytes that came from the bus; never throws, whatever they are. */
    public static Decoded decode(byte[] bytes) {
        try {
            JsonNode envelope = JSON.readTree(bytes);
            int version = envelope.path("version").asInt(0);
            if (version != VERSION) {
                return new Decoded.Unreadable("version " + version + " instead of " + VERSION);
            }
            String token = envelope.path("what").asText("");
            return Arrays.stream(MessageType.values())
                    .filter(type -> type.token().equals(token))
                    .findFirst()
                    .map(type -> decode(type, envelope.path("body")))
                    .orElseGet(() -> new Decoded.Unreadable("a kind of message that is not known"));
        } catch (IOException notJson) {
            return new Decoded.Unreadable("not JSON");
        }
    }

    private static Decoded decode(MessageType type, JsonNode body) {
        Class<? extends BusMessage> record = switch (type) {
            case RECONCILE -> ReconcileRequested.class;
            case EVENT -> EventEmitted.class;
            case APPLY -> ApplyRecorded.class;
        };
        try {
            BusMessage message = JSON.treeToValue(body, record);
            return message == null || message.about() == null
                    ? new Decoded.Unreadable("a message about nothing")
                    : new Decoded.Known(message);
        } catch (JsonProcessingException odd) {
            return new Decoded.Unreadable("a body that does not fit its kind");
        }
    }
}
