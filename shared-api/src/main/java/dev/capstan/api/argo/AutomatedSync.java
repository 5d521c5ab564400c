package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Syncs that nobody asks for.
 *
 * @param enabled whether they take place; absent means yes
 * @param prune whether objects are deleted that are no longer in the source
 * @param selfHeal whether objects are repaired that others have changed
 * @param allowEmpty whether pruning may delete everything
 */
@ExactRecord
public record AutomatedSync(
        @Nullable Boolean enabled,
        @Nullable Boolean prune,
        @Nullable Boolean selfHeal,
        @Nullable Boolean allowEmpty) {}
