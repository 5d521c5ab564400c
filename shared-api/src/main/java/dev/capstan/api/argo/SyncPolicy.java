package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How and when a sync takes place.
 *
 * @param automated syncs without being asked; on where it is present and not disabled
 * @param syncOptions options as {@code Name=value}
 * @param retry how failed syncs are tried again
 * @param managedNamespaceMetadata labels and annotations of the namespace that is created
 */
@ExactRecord
public record SyncPolicy(
        @Nullable AutomatedSync automated,
        List<String> syncOptions,
        @Nullable RetryStrategy retry,
        @Nullable ManagedNamespaceMetadata managedNamespaceMetadata) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SyncPolicy {
        syncOptions = syncOptions == null ? List.of() : List.copyOf(syncOptions);
    }
}
