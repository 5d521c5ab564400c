package dev.capstan.images.setter;

import java.util.Optional;

/** Which part of an image stands in a value. */
public enum ImagePart {
    /** Name and tag, with the digest where there is one. */
    WHOLE(""),
    /** The tag alone. */
    TAG("tag"),
    /** The name alone. */
    NAME("name"),
    /** The digest alone; the empty text where there is none. */
    DIGEST("digest");

    private final String suffix;

    ImagePart(String suffix) {
        this.suffix = suffix;
    }

    /** The part that a marker names behind the name of its policy; empty for a word that names none. */
    static Optional<ImagePart> ofSuffix(String word) {
        return switch (word) {
            case "tag" -> Optional.of(TAG);
            case "name" -> Optional.of(NAME);
            case "digest" -> Optional.of(DIGEST);
            default -> Optional.empty();
        };
    }

    String suffix() {
        return suffix;
    }
}
