package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which manifests an Application has, where they go, and how they are brought there.
 *
 * @param project the AppProject in the control-plane namespace whose rules hold; empty means {@code default}
 * @param source where the manifests come from; ignored where {@code sources} has entries
 * @param sources where they come from when that is more than one place; of an object that stands in several the last
 *     counts
 * @param sourceHydrator a source that is rendered into a branch first; the branch is what is synced
 * @param destination the cluster, and the namespace of objects that name none
 * @param syncPolicy how and when a sync takes place
 * @param ignoreDifferences fields that are left out of the comparison
 * @param info what is shown to people beside the Application
 * @param revisionHistoryLimit how many syncs are kept in the history; absent means 10, 0 keeps none
 */
@ExactRecord
public record ApplicationSpec(
        @Required String project,
        @Nullable ApplicationSource source,
        List<ApplicationSource> sources,
        @Nullable SourceHydrator sourceHydrator,
        @Required ApplicationDestination destination,
        @Nullable SyncPolicy syncPolicy,
        List<ResourceIgnoreDifferences> ignoreDifferences,
        List<InfoItem> info,
        @Nullable @Format("int64") Long revisionHistoryLimit) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ApplicationSpec {
        sources = sources == null ? List.of() : List.copyOf(sources);
        ignoreDifferences = ignoreDifferences == null ? List.of() : List.copyOf(ignoreDifferences);
        info = info == null ? List.of() : List.copyOf(info);
    }
}
