package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** A hash over JSON values that does not depend on the order of object keys or on how a number is written. */
public final class ValueHash {

    private final MessageDigest digest = DigestAlgorithm.SHA256.start();

    /** The hash of one value, hexadecimal. */
    public static String of(JsonNode value) {
        ValueHash hash = new ValueHash();
        hash.value(value);
        return hash.hex();
    }

    void enter(String key) {
        tagged('>', key);
    }

    void leave() {
        digest.update((byte) '<');
    }

    void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
                digest.update((byte) '{');
                sorted.forEach((key, field) -> {
                    tagged('k', key);
                    value(field);
                });
                digest.update((byte) '}');
            }
            case ARRAY -> {
                digest.update((byte) '[');
                value.forEach(this::value);
                digest.update((byte) ']');
            }
            case NUMBER -> tagged('n', value.decimalValue().stripTrailingZeros().toPlainString());
            case BOOLEAN -> tagged('b', value.asText());
            case STRING -> tagged('s', value.textValue());
            default -> digest.update((byte) '0');
        }
    }

    String hex() {
        return DigestAlgorithm.SHA256.finish(digest).hex();
    }

    private void tagged(char tag, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) tag);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }
}
