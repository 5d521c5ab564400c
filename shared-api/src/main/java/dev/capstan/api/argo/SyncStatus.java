package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster is as the source says.
 *
 * @param status {@code Synced}, {@code OutOfSync} or {@code Unknown}
 * @param comparedTo what the cluster was compared to
 * @param revision the revision of the one source
 * @param revisions the revisions of several sources, in their order
 */
@ExactRecord
public record SyncStatus(
        @Required String status,
        @Nullable ComparedTo comparedTo,
        @Nullable String revision,
        List<String> revisions) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SyncStatus {
        revisions = revisions == null ? List.of() : List.copyOf(revisions);
    }
}
