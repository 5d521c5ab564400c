package dev.capstan.images.setter;

import dev.capstan.digest.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as it is written into files. Only what names and tags may consist of gets in, so that nothing of it means anything to YAML, a
 * template or a shell (I-088).
 *
 * @param name of the repository, with its host where it has one
 */
public record ImageRef(String name, String tag, Optional<Digest> digest) {
    private static final int LONGEST_NAME = 255;
    private static final Pattern NAME = Pattern.compile(
            "(?:(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?/)?[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** Refuses what cannot be an image; {@link #of} gives a value instead. */
    public ImageRef {
        if (!isName(name) || !isTag(tag)) {
            throw new IllegalArgumentException("name or tag cannot be those of an image");
        }
    }

    /** The image; empty when the name or the tag cannot be one. */
    public static Optional<ImageRef> of(String name, String tag, Optional<Digest> digest) {
        return isName(name) && isTag(tag) ? Optional.of(new ImageRef(name, tag, digest)) : Optional.empty();
    }

    /** Whether a registry may know a repository by this name. */
    public static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** Whether a registry may know a tag by this name. */
    public static boolean isTag(String tag) {
        return TAG.matcher(tag).matches();
    }

    /** What is written for a part. */
    public String text(ImagePart part) {
        return switch (part) {
            case WHOLE -> toString();
            case TAG -> tag;
            case NAME -> name;
            case DIGEST -> digest.map(Digest::toString).orElse("");
        };
    }

    /** {@code name:tag}, with {@code @digest} where there is one. */
    @Override
    public String toString() {
        return name + ":" + tag + digest.map(it -> "@" + it).orElse("");
    }
}
