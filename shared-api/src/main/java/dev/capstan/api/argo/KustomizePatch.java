package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A patch of a kustomize build.
 *
 * @param path the file that holds it
 * @param patch the patch itself
 * @param target the objects that it is for
 * @param options what it may change besides: {@code allowNameChange}, {@code allowKindChange}
 */
@ExactRecord
public record KustomizePatch(
        @Nullable String path,
        @Nullable String patch,
        @Nullable KustomizeTarget target,
        Map<String, Boolean> options) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public KustomizePatch {
        options = options == null ? Map.of() : Map.copyOf(options);
    }
}
