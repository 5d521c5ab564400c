package dev.capstan.image.pullrequest;

import dev.capstan.forge.text.CompareLink;
import java.time.Duration;
import java.util.Optional;

/** Knows what images are made of. */
@FunctionalInterface
public interface ImageOrigins {

    /** Knows nothing. */
    ImageOrigins UNKNOWN = (_, _, _, _) -> Optional.empty();

    /**
     * The page that shows what changed in the sources between two tags of an image; empty where that is not known.
     *
     * @param image host and repository
     * @param timeout for finding out
     */
    Optional<CompareLink> compare(String image, String oldTag, String newTag, Duration timeout);
}
