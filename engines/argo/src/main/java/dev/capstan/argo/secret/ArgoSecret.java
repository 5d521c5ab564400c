package dev.capstan.argo.secret;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret of the control plane. Its text shows the name alone.
 *
 * @param name of the object
 * @param data the values, decoded; nobody may change them
 */
public record ArgoSecret(
        String name, Map<String, String> labels, Map<String, String> annotations, Map<String, byte[]> data) {
    private static final byte[] NOTHING = {};

    /** Copies the maps. */
    public ArgoSecret {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        data = Map.copyOf(data);
    }

    /** What it configures; empty for other Secrets. */
    public Optional<SecretType> type() {
        return SecretType.of(labels.getOrDefault(SecretType.LABEL, ""));
    }

    /** The value of a key as text; empty when it is not there. */
    public String text(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    /** The value of a key; no bytes when it is not there. */
    public byte[] bytes(String key) {
        return data.getOrDefault(key, NOTHING);
    }

    /** Whether a key has a value. */
    public boolean has(String key) {
        return bytes(key).length > 0;
    }

    /** Yes or no as Go reads it, no when the key is not there; empty when it is neither. */
    public Optional<Boolean> flag(String key) {
        return switch (text(key)) {
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "", "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The name; never a value. */
    @Override
    public String toString() {
        return "Secret " + name;
    }
}
