package dev.capstan.image.tags;

import dev.capstan.api.meta.ObjectKey;
import java.util.List;

/**
 * What a set of tags was found for. Two ImageRepositories never share one, whatever image they name: their exclusions differ.
 *
 * @param repository the ImageRepository
 * @param image canonical name of the image
 * @param exclusions what was left out
 */
public record TagSetKey(ObjectKey repository, String image, List<String> exclusions) {
    /** Copies the list. */
    public TagSetKey {
        exclusions = List.copyOf(exclusions);
    }
}
