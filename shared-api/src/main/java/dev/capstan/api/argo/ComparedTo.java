package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster was compared to.
 *
 * @param source the source
 * @param sources the sources
 * @param destination the destination
 * @param ignoreDifferences fields that were left out
 */
@ExactRecord
public record ComparedTo(
        @Nullable ApplicationSource source,
        List<ApplicationSource> sources,
        @Required ApplicationDestination destination,
        List<ResourceIgnoreDifferences> ignoreDifferences) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ComparedTo {
        sources = sources == null ? List.of() : List.copyOf(sources);
        ignoreDifferences = ignoreDifferences == null ? List.of() : List.copyOf(ignoreDifferences);
    }
}
