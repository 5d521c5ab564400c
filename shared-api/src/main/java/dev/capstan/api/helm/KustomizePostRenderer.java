package dev.capstan.api.helm;

import dev.capstan.api.meta.Image;
import dev.capstan.api.meta.Patch;
import dev.capstan.api.schema.WireRecord;
import java.util.List;

/**
 * Changes by Kustomize.
 *
 * @param patches strategic-merge and JSON 6902 patches
 * @param images image names, tags and digests to replace
 */
@WireRecord
public record KustomizePostRenderer(List<Patch> patches, List<Image> images) {
    /** Reads absent lists as empty and copies the others. */
    public KustomizePostRenderer {
        patches = patches == null ? List.of() : List.copyOf(patches);
        images = images == null ? List.of() : List.copyOf(images);
    }
}
