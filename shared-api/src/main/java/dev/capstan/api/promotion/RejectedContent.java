package dev.capstan.api.promotion;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that was rolled back in an environment and does not come into it again.
 *
 * @param digest what it is
 * @param reason why, in the words of the annotation
 */
@WireRecord
public record RejectedContent(
        @Required String digest, @Nullable String reason) {}
