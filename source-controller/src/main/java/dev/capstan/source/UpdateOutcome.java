package dev.capstan.source;

import dev.capstan.api.artifact.ArtifactRevision;
import java.util.Optional;

/**
 * How an update of a source ended.
 *
 * @param <F> what the status of the kind says besides the artifact
 */
public sealed interface UpdateOutcome<F> {

    /** Upstream has nothing new, and the artifact is intact. */
    record UpToDate<F>(ArtifactRevision revision) implements UpdateOutcome<F> {}

    /** A new artifact is in the storage. */
    record Published<F>(NewArtifact artifact, F facts) implements UpdateOutcome<F> {}

    /**
     * There is no new artifact; the last one stays.
     *
     * @param found the new revision, once it is known
     */
    record Failed<F>(SourceFailure failure, Optional<ArtifactRevision> found) implements UpdateOutcome<F> {}
}
