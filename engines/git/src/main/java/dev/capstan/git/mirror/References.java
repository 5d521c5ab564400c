package dev.capstan.git.mirror;

import java.util.Map;
import java.util.Optional;

/**
 * The branches and tags of a remote, at one moment.
 *
 * @param head the commit that a clone checks out; empty when the remote names none
 * @param branches commits by names without {@code refs/heads/}
 * @param tags commits by names without {@code refs/tags/}; of an annotated tag the commit that it leads to
 */
public record References(Optional<String> head, Map<String, String> branches, Map<String, String> tags) {
    /** Copies the maps. */
    public References {
        branches = Map.copyOf(branches);
        tags = Map.copyOf(tags);
    }
}
