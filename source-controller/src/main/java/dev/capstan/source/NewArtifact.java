package dev.capstan.source;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.source.artifact.StoredArtifact;
import java.util.Map;
import java.util.Optional;

/**
 * An artifact that an update has stored.
 *
 * @param revision what it holds
 * @param message of the event about it, for example {@code stored artifact for commit 'Make it blue'}
 * @param verified which signatures were verified, for people; empty when none were asked for
 * @param metadata facts about the upstream
 */
public record NewArtifact(
        StoredArtifact stored,
        ArtifactRevision revision,
        String message,
        Optional<String> verified,
        Map<String, String> metadata) {

    public NewArtifact {
        metadata = Map.copyOf(metadata);
    }
}
