package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * How objects are brought to the cluster.
 *
 * @param apply applied, without hooks
 * @param hook applied, with hooks
 */
@ExactRecord
public record SyncStrategy(
        @Nullable SyncStrategyOption apply, @Nullable SyncStrategyOption hook) {}
