package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * One value of a chart.
 *
 * @param name its place, in the notation of {@code helm --set}
 * @param value the value
 * @param forceString whether it stays a text even where it looks like a number or a truth value
 */
@ExactRecord
public record HelmParameter(
        @Nullable String name,
        @Nullable String value,
        @Nullable Boolean forceString) {}
