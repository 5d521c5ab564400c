package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * An option of a way to sync.
 *
 * @param force whether objects are deleted and made again where they cannot be changed
 */
@ExactRecord
public record SyncStrategyOption(@Nullable Boolean force) {}
