package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An image.
 *
 * @param name the repository, as the ImageRepository names it
 * @param tag the tag
 * @param digest what the tag stood for when it was looked up; absent when it was not
 */
@WireRecord
public record ImageRef(
        @Required String name,
        @Required String tag,
        @Nullable String digest) {

    /** {@code name:tag}. */
    public String nameAndTag() {
        return name + ":" + tag;
    }

    /** {@code name:tag}, with {@code @digest} when there is one. */
    @Override
    public String toString() {
        return digest == null || digest.isEmpty() ? nameAndTag() : nameAndTag() + "@" + digest;
    }
}
