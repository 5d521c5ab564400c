package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sync.
 *
 * @param revision the revision of the one source
 * @param revisions the revisions of several sources, in their order
 * @param source the source
 * @param sources the sources
 * @param resources what came of every object
 * @param managedNamespaceMetadata labels and annotations of the namespace at that time
 */
@ExactRecord
public record SyncOperationResult(
        @Required String revision,
        List<String> revisions,
        @Nullable ApplicationSource source,
        List<ApplicationSource> sources,
        List<ResourceResult> resources,
        @Nullable ManagedNamespaceMetadata managedNamespaceMetadata) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public SyncOperationResult {
        revisions = revisions == null ? List.of() : List.copyOf(revisions);
        sources = sources == null ? List.of() : List.copyOf(sources);
        resources = resources == null ? List.of() : List.copyOf(resources);
    }
}
