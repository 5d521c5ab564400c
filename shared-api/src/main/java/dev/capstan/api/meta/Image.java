package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Replaces parts of an image reference.
 *
 * @param name the image name without tag, as the manifests have it
 * @param newName the name to use instead
 * @param newTag the tag to use instead
 * @param digest the digest to use instead of a tag
 */
@WireRecord
public record Image(
        @Required String name,
        @Nullable String newName,
        @Nullable String newTag,
        @Nullable String digest) {}
