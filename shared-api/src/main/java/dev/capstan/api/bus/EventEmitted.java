package dev.capstan.api.bus;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.meta.ObjectReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A controller has something to tell people.
 *
 * @param event what it tells
 */
public record EventEmitted(@JsonValue ControllerEvent event) implements BusMessage {
    /** Wraps an event; its JSON is that of the event alone. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventEmitted {}

    @Override
    public ObjectReference about() {
        return event.involvedObject().ref();
    }

    @Override
    public MessageType messageType() {
        return MessageType.EVENT;
    }

    @Override
    public String messageId() {
        var identity = String.join(
                "\n",
                event.involvedObject().uid(),
                about().toString(),
                event.timestamp(),
                event.reason(),
                event.message());
        return "event:" + sha256(identity);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
