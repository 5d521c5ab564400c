package dev.capstan.source;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Reason;
import dev.capstan.source.artifact.StoredArtifact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An artifact that an update has stored.
 *
 * @param revision what it holds
 * @param message of the event about it, for example {@code stored artifact for commit 'Make it blue'}
 * @param verified which signatures were verified, for people; empty when none were asked for
 * @param metadata facts about the upstream
 * @param notices further events that are recorded with it
 */
public record NewArtifact(
        StoredArtifact stored,
        ArtifactRevision revision,
        String message,
        Optional<String> verified,
        Map<String, String> metadata,
        List<Notice> notices) {

    /** Copies the facts and the notices. */
    public NewArtifact {
        metadata = Map.copyOf(metadata);
        notices = List.copyOf(notices);
    }

    /** Without notices. */
    public NewArtifact(
            StoredArtifact stored,
            ArtifactRevision revision,
            String message,
            Optional<String> verified,
            Map<String, String> metadata) {
        this(stored, revision, message, verified, metadata, List.of());
    }

    /** Something about an artifact that people should hear of. */
    public record Notice(Reason reason, String message) {}
}
