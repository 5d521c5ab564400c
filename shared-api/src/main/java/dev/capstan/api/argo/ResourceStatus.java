package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import org.jspecify.annotations.Nullable;

/**
 * One object of an Application, as it was found.
 *
 * @param group API group
 * @param version API version
 * @param kind kind
 * @param namespace namespace
 * @param name name
 * @param status {@code Synced}, {@code OutOfSync} or {@code Unknown}; absent where it does not count
 * @param health how well it is
 * @param hook whether it is a hook
 * @param requiresPruning whether it would have to be deleted
 * @param requiresDeletionConfirmation whether its deletion waits for somebody to confirm it
 * @param syncWave its wave
 */
@ExactRecord
public record ResourceStatus(
        @Nullable String group,
        @Nullable String version,
        @Nullable String kind,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String status,
        @Nullable HealthStatus health,
        @Nullable Boolean hook,
        @Nullable Boolean requiresPruning,
        @Nullable Boolean requiresDeletionConfirmation,
        @Nullable @Format("int64") Long syncWave) {}
