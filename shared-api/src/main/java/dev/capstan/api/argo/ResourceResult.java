package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one object.
 *
 * @param group API group
 * @param version API version
 * @param kind kind
 * @param namespace namespace
 * @param name name
 * @param status {@code Synced}, {@code SyncFailed}, {@code Pruned} or {@code PruneSkipped}
 * @param message text for people
 * @param hookType what kind of hook it is
 * @param hookPhase how far the hook, or the object, has come
 * @param syncPhase the phase that it belongs to
 * @param images the images that it runs
 */
@ExactRecord
public record ResourceResult(
        @Required String group,
        @Required String version,
        @Required String kind,
        @Required String namespace,
        @Required String name,
        @Nullable String status,
        @Nullable String message,
        @Nullable String hookType,
        @Nullable String hookPhase,
        @Nullable String syncPhase,
        List<String> images) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ResourceResult {
        images = images == null ? List.of() : List.copyOf(images);
    }
}
