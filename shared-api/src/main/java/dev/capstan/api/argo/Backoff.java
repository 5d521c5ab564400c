package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait between tries.
 *
 * @param duration before the second one; Go notation, or seconds
 * @param factor how many times as long before every further one
 * @param maxDuration the longest wait
 */
@ExactRecord
public record Backoff(
        @Nullable String duration,
        @Nullable @Format("int64") Long factor,
        @Nullable String maxDuration) {}
