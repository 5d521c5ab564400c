package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.git.Revision;
import dev.capstan.source.artifact.StoredArtifact;
import java.util.List;
import java.util.Optional;

/** How a run over a GitRepository ended. */
public sealed interface UpdateOutcome {

    /** What was wrong with the stored artifact at the start; empty when nothing was. */
    Optional<String> damage();

    /** The remote has nothing new, and the artifact is intact. */
    record UpToDate(Revision revision) implements UpdateOutcome {
        @Override
        public Optional<String> damage() {
            return Optional.empty();
        }
    }

    /**
     * A new artifact is in the storage.
     *
     * @param summary first line of the commit message
     * @param included the artifacts of others that went into it, in the order of the spec
     * @param verified what was verified; empty when nothing was asked for
     */
    record Published(
            StoredArtifact stored,
            Revision revision,
            String summary,
            List<Artifact> included,
            Optional<Signatures.Verified> verified,
            Optional<String> damage)
            implements UpdateOutcome {}

    /**
     * There is no new artifact; the last one stays.
     *
     * @param stage how far the run came
     * @param found the new revision, once it is known
     */
    record Failed(SourceFailure failure, Stage stage, Optional<Revision> found, Optional<String> damage)
            implements UpdateOutcome {}

    /** The parts of a run. */
    enum Stage {
        FETCH,
        VERIFY,
        STORE
    }
}
