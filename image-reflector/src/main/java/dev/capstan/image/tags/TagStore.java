package dev.capstan.image.tags;

import dev.capstan.api.meta.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keeps the tags of the last scan of every ImageRepository. Used by several threads. */
public interface TagStore {

    /**
     * The tags that are kept.
     *
     * @return empty when none are kept for this repository, image and exclusions, or when what is kept is damaged: then a scan is needed
     */
    Optional<List<String>> find(TagSetKey key);

    /**
     * Keeps tags in place of all others of the same ImageRepository.
     *
     * @throws IOException when they cannot be kept; those from before stay
     */
    void put(TagSetKey key, List<String> tags) throws IOException;

    /**
     * Keeps nothing more of an ImageRepository.
     *
     * @throws IOException when that fails
     */
    void remove(ObjectKey repository) throws IOException;
}
