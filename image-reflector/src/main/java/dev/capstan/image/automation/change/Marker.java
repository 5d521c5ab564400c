package dev.capstan.image.automation.change;

import java.util.Locale;

/**
 * What a comment beside a value says belongs there.
 *
 * @param namespace namespace of the policy
 * @param policy name of the policy
 * @param part which part of its image
 */
public record Marker(String namespace, String policy, Part part) {

    /** A part of an image. */
    public enum Part {
        /** All of it: {@code name:tag}, with a digest when there is one. */
        REFERENCE,
        /** The tag. */
        TAG,
        /** The name of the repository. */
        NAME,
        /** The digest. */
        DIGEST
    }

    /** Reads {@code namespace:policy} or {@code namespace:policy:part}, as a marker that was found is written. */
    public static Marker of(String text) {
        String[] parts = text.split(":", 3);
        Part part = parts.length < 3 ? Part.REFERENCE : Part.valueOf(parts[2].toUpperCase(Locale.ROOT));
        return new Marker(parts[0], parts.length < 2 ? "" : parts[1], part);
    }

    /** As it is written. */
    @Override
    public String toString() {
        String whole = namespace + ":" + policy;
        return part == Part.REFERENCE ? whole : whole + ":" + part.name().toLowerCase(Locale.ROOT);
    }
}
