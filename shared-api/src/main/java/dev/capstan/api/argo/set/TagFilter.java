package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A tag that repositories must have.
 *
 * @param key its key
 * @param value its value; absent means any
 */
@ExactRecord
public record TagFilter(@Required String key, @Nullable String value) {}
