package dev.capstan.helm.render;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that no message may show. Belongs to one run. */
final class SecretMask {
    private static final String MASK = "*****";
    /** Shorter texts are everywhere: masking them would leave nothing to read, and say what they are. */
    private static final int SHORTEST = 4;

    private final Set<String> texts = new HashSet<>();

    SecretMask(Collection<String> texts) {
        texts.forEach(this::add);
    }

    /** Adds the values of a Secret, or of all in a list. */
    void addSecretObject(@Nullable Object content) {
        if (content instanceof Map<?, ?> object) {
            addAll(object.get("data"), true);
            addAll(object.get("stringData"), false);
            if (object.get("items") instanceof List<?> items) {
                items.forEach(this::addSecretObject);
            }
        }
    }

    private void addAll(@Nullable Object data, boolean isEncoded) {
        if (!(data instanceof Map<?, ?> map)) {
            return;
        }
        for (Object value : map.values()) {
            if (value instanceof String text) {
                add(text);
                if (isEncoded) {
                    addDecoded(text);
                }
            }
        }
    }

    private void addDecoded(String text) {
        try {
            add(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            add(text);
        }
    }

    /** Adds a text, and its lines, as messages may show one of them. */
    private void add(String text) {
        if (text.strip().length() >= SHORTEST) {
            texts.add(text);
            texts.add(text.strip());
            text.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST * 2)
                    .forEach(texts::add);
        }
    }

    /** A message without them. */
    String masked(String message) {
        String masked = message;
        for (String text : texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(text, MASK);
        }
        return masked;
    }
}
