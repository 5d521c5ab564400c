package dev.capstan.source.generator;

import dev.capstan.api.artifact.ArtifactRevision;
import java.util.Map;
import java.util.Optional;

/**
 * An artifact whose files are known and that is not stored yet.
 *
 * @param content its files
 * @param revision of a source; empty when the digest is to be the revision
 * @param metadata of the artifact
 */
public record ComposedArtifact(
        ArtifactPlan plan, ComposedTree content, Optional<ArtifactRevision> revision, Map<String, String> metadata) {

    /** The name of the ExternalArtifact. */
    public String name() {
        return plan.name();
    }
}
