package dev.capstan.apply.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.digest.Digest;
import dev.capstan.digest.Hmac;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Hashes of objects for records. Those of Secrets are keyed with a random key of the process: equal ones can be told from others, and
 * nobody can guess values from them.
 */
public final class ObjectHashes {

    private static final byte[] KEY = new byte[32];

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** What the API server sets, and changes although nobody has changed the object. */
    private static final List<String> OF_THE_SERVER =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

    static {
        new SecureRandom().nextBytes(KEY);
    }

    private ObjectHashes() {}

    /** A hash as records may show it; an empty one stays empty. */
    public static String shown(ObjectId id, String hash) {
        return hash.isEmpty() || !id.isKind("", "Secret")
                ? hash
                : HexFormat.of().formatHex(Hmac.sha256(KEY, hash));
    }

    /** The hash of a whole object, without its status and what the API server sets. */
    public static String ofContent(ObjectId id, ObjectNode object) {
        ObjectNode content = object.deepCopy();
        content.remove("status");
        if (content.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(OF_THE_SERVER);
        }
        return shown(id, Digest.sha256(sorted(content)).hex());
    }

    private static String sorted(JsonNode content) {
        try {
            return SORTED.writeValueAsString(SORTED.convertValue(content, Map.class));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("JSON cannot be written as JSON", impossible);
        }
    }
}
