package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * One value of a chart, read from a file.
 *
 * @param name its place, in the notation of {@code helm --set}
 * @param path the file
 */
@ExactRecord
public record HelmFileParameter(
        @Nullable String name, @Nullable String path) {}
