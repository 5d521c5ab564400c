package dev.capstan.helmrelease.values;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that came from Secrets. */
final class ValueSecrets {

    /** Shorter texts are words such as {@code true} rather than secrets; without them a message would lose its sense. */
    private static final int SHORTEST = 4;

    private static final String MASK = "*****";

    private final Set<String> texts = new HashSet<>();

    /** A text, and its lines. */
    void add(String text) {
        keep(text);
        text.lines().forEach(this::keep);
    }

    /** All texts among values. */
    void addAll(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(this::addAll);
            case List<?> list -> list.forEach(this::addAll);
            case String text -> add(text);
            case null, default -> {}
        }
    }

    private void keep(String text) {
        String bare = text.strip();
        if (bare.length() >= SHORTEST) {
            texts.add(bare);
        }
    }

    Set<String> texts() {
        return texts;
    }

    /**
     * A message about a value.
     *
     * @param isSecret whether it is about one of a Secret: of it nothing in quotes may show either
     */
    String mask(String message, boolean isSecret) {
        return hide(texts, isSecret ? message.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`", MASK) : message);
    }

    /** A message without these texts, the longest first, so that no rest of one is left that begins like another. */
    static String hide(Set<String> texts, String message) {
        String hidden = message;
        for (String text : texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            hidden = hidden.replace(text, MASK);
        }
        return hidden;
    }
}
