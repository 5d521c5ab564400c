package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One completed sync.
 *
 * @param id its number, from 0 on
 * @param revision the revision of the one source
 * @param revisions the revisions of several sources, in their order
 * @param source the source it was
 * @param sources the sources they were
 * @param deployStartedAt when it began
 * @param deployedAt when it ended
 * @param initiatedBy who asked
 */
@ExactRecord
public record RevisionHistory(
        @Required @Format("int64") Long id,
        @Nullable String revision,
        List<String> revisions,
        @Nullable ApplicationSource source,
        List<ApplicationSource> sources,
        @Nullable @Format("date-time") String deployStartedAt,
        @Required @Format("date-time") String deployedAt,
        @Nullable OperationInitiator initiatedBy) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public RevisionHistory {
        revisions = revisions == null ? List.of() : List.copyOf(revisions);
        sources = sources == null ? List.of() : List.copyOf(sources);
    }
}
