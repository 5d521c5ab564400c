package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Objects that may belong to no Application.
 *
 * @param group API group, as a pattern
 * @param kind kind, as a pattern
 * @param name name, as a pattern
 */
@ExactRecord
public record OrphanedResourceKey(
        @Nullable String group,
        @Nullable String kind,
        @Nullable String name) {}
