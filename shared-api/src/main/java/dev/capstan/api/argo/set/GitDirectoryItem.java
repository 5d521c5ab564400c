package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Some folders of a repository.
 *
 * @param path their path, as a pattern
 * @param exclude whether they do not count, whatever else matches
 */
@ExactRecord
public record GitDirectoryItem(
        @Required String path, @Nullable Boolean exclude) {}
