package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;
import java.util.Optional;

/**
 * A source as it was last seen.
 *
 * @param key which one
 * @param artifact what it offers; empty before its first artifact
 */
public record KnownSource(SourceKey key, Optional<Artifact> artifact) {

    private static final String ORIGIN_REVISION = "org.opencontainers.image.revision";

    /** The revision of the upstream that an artifact was made from, when it says so. */
    public static Optional<String> originRevision(Artifact artifact) {
        var metadata = artifact.metadata();
        return metadata == null ? Optional.empty() : Optional.ofNullable(metadata.get(ORIGIN_REVISION));
    }
}
