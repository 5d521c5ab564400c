package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether objects are watched for that belong to no Application.
 *
 * @param warn whether a condition tells of them; absent means no
 * @param ignore objects that do not count
 */
@ExactRecord
public record OrphanedResources(@Nullable Boolean warn, List<OrphanedResourceKey> ignore) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public OrphanedResources {
        ignore = ignore == null ? List.of() : List.copyOf(ignore);
    }
}
