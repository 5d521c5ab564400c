package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import org.jspecify.annotations.Nullable;

/**
 * How well something is.
 *
 * @param status {@code Healthy}, {@code Progressing}, {@code Degraded}, {@code Suspended}, {@code Missing} or {@code
 *     Unknown}
 * @param message text for people
 * @param lastTransitionTime since when it is so
 */
@ExactRecord
public record HealthStatus(
        @Nullable String status,
        @Nullable String message,
        @Nullable @Format("date-time") String lastTransitionTime) {}
