package dev.capstan.application.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** A hash over what a comparison may see of an object. */
final class ContentHash {

    private static final Set<String> OF_THE_SERVER = Set.of("managedFields", "resourceVersion", "generation");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ContentHash() {}

    /**
     * The hash of an object.
     *
     * @param countsStatus whether its status is compared
     */
    static long of(ObjectNode object, boolean countsStatus) {
        ObjectNode compared = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            if (field.getKey().equals("metadata") && field.getValue() instanceof ObjectNode metadata) {
                ObjectNode kept = compared.putObject("metadata");
                metadata.properties().stream()
                        .filter(entry -> !OF_THE_SERVER.contains(entry.getKey()))
                        .forEach(entry -> kept.set(entry.getKey(), entry.getValue()));
            } else if (countsStatus || !field.getKey().equals("status")) {
                compared.set(field.getKey(), field.getValue());
            }
        });
        try {
            return of(JSON.writeValueAsBytes(compared));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can be written", impossible);
        }
    }

    /** The hash of bytes; nobody finds another text with the same one by trying. */
    static long of(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }
}
