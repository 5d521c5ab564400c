package dev.capstan.source;

import dev.capstan.api.artifact.ArtifactRevision;
import java.util.Optional;

/**
 * How an update of a source ended.
 *
 * @param <F> what the status of the kind says besides the artifact
 */
public sealed interface UpdateOutcome<F> {

    /**
     * Upstream has nothing new, and the artifact is intact.
     *
     * @param facts what the status says from now on although the artifact is the same; empty when that stays as well
     */
    record UpToDate<F>(ArtifactRevision revision, Optional<F> facts) implements UpdateOutcome<F> {

        /** Nothing changes at all. */
        public UpToDate(ArtifactRevision revision) {
            this(revision, Optional.empty());
        }
    }

    /** A new artifact is in the storage. */
    record Published<F>(NewArtifact artifact, F facts) implements UpdateOutcome<F> {}

    /**
     * There is no new artifact; the last one stays.
     *
     * @param found the new revision, once it is known
     */
    record Failed<F>(SourceFailure failure, Optional<ArtifactRevision> found) implements UpdateOutcome<F> {}
}
