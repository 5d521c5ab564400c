package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is synced, and how.
 *
 * @param revision the revision of the one source
 * @param revisions the revisions of several sources, in their order
 * @param source another source than that of the Application, for this time
 * @param sources other sources than those of the Application, for this time
 * @param resources the objects that alone are synced; absent means all
 * @param manifests manifests that stand in place of the source
 * @param prune whether objects are deleted that are no longer in the source
 * @param dryRun whether nothing is changed
 * @param syncStrategy whether hooks run
 * @param syncOptions options as {@code Name=value}
 * @param autoHealAttemptsCount how often it was tried to heal the same
 */
@ExactRecord
public record SyncOperation(
        @Nullable String revision,
        List<String> revisions,
        @Nullable ApplicationSource source,
        List<ApplicationSource> sources,
        List<SyncOperationResource> resources,
        List<String> manifests,
        @Nullable Boolean prune,
        @Nullable Boolean dryRun,
        @Nullable SyncStrategy syncStrategy,
        List<String> syncOptions,
        @Nullable @Format("int64") Long autoHealAttemptsCount) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SyncOperation {
        revisions = revisions == null ? List.of() : List.copyOf(revisions);
        sources = sources == null ? List.of() : List.copyOf(sources);
        resources = resources == null ? List.of() : List.copyOf(resources);
        manifests = manifests == null ? List.of() : List.copyOf(manifests);
        syncOptions = syncOptions == null ? List.of() : List.copyOf(syncOptions);
    }
}
