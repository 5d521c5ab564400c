package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the objects have in common.
 *
 * @param externalURLs addresses that lead to them from outside
 * @param images the images that they run
 * @param isAppOfApps whether Applications are among them
 */
@ExactRecord
public record ApplicationSummary(
        List<String> externalURLs,
        List<String> images,
        @Nullable Boolean isAppOfApps) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ApplicationSummary {
        externalURLs = externalURLs == null ? List.of() : List.copyOf(externalURLs);
        images = images == null ? List.of() : List.copyOf(images);
    }
}
