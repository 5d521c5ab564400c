package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One claim about a set.
 *
 * @param type what is claimed
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason why, for programs
 * @param message why, for people
 * @param lastTransitionTime when it last changed
 */
@ExactRecord
public record SetCondition(
        @Required String type,
        @Required String status,
        @Required String reason,
        @Required String message,
        @Nullable @Format("date-time") String lastTransitionTime) {}
