package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.OneOf;
import org.jspecify.annotations.Nullable;

/**
 * What may be created, changed and deleted.
 *
 * @param applicationsSync which of the three; absent means all
 * @param preserveResourcesOnDeletion whether objects stay when their Application goes
 */
@ExactRecord
public record SetSyncPolicy(
        @Nullable @OneOf({"create-only", "create-update", "create-delete", "sync"})
        String applicationsSync,

        @Nullable Boolean preserveResourcesOnDeletion) {}
