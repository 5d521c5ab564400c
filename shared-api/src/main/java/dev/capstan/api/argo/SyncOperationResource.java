package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One object that is synced.
 *
 * @param group API group
 * @param kind kind
 * @param namespace namespace
 * @param name name
 */
@ExactRecord
public record SyncOperationResource(
        @Nullable String group,
        @Required String kind,
        @Nullable String namespace,
        @Required String name) {}
