package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or to beware of; it is there or gone.
 *
 * @param type what it is; errors end with {@code Error}, warnings with {@code Warning}
 * @param message text for people
 * @param lastTransitionTime since when it is so
 */
@ExactRecord
public record ApplicationCondition(
        @Required String type,
        @Required String message,
        @Nullable @Format("date-time") String lastTransitionTime) {}
