package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Revision;
import dev.capstan.source.artifact.ArtifactOwner;
import java.util.Map;
import java.util.Optional;

/**
 * What is declared, and what was made of it last time.
 *
 * @param generation of the declaration
 * @param annotations of the object
 */
public record GitSource(
        ObjectKey key,
        long generation,
        Map<String, String> annotations,
        GitRepositorySpec spec,
        GitRepositoryStatus status) {
    private static final String KIND = "gitrepository";

    /** Copies the annotations. */
    public GitSource {
        annotations = Map.copyOf(annotations);
    }

    /** Whose files the artifacts are. */
    public ArtifactOwner owner() {
        return new ArtifactOwner(KIND, key.namespace(), key.name());
    }

    /** The artifact that consumers know. */
    public Optional<Artifact> artifact() {
        return Optional.ofNullable(status.artifact());
    }

    /**
     * The commit of a branch that was accepted last: that of the artifact, or the one that is remembered when the artifact is lost.
     */
    public Optional<String> lastAccepted(ReferenceSelector.Branch branch) {
        return artifact()
                .map(artifact -> artifact.revision().text())
                .or(() -> LastAccepted.in(Conditions.of(status.conditions())))
                .flatMap(Revision::parse)
                .filter(revision -> revision.reference().equals(Optional.of(branch.name())))
                .map(Revision::commit);
    }

    /** Whether the spec asks for other content than the artifact was made from, at the same revision. */
    public boolean selectsOtherContent() {
        return !Optional.ofNullable(spec.ignore()).equals(Optional.ofNullable(status.observedIgnore()))
                || !spec.sparseCheckout().equals(status.observedSparseCheckout())
                || !spec.include().equals(status.observedInclude())
                || spec.recurseSubmodules() != status.observedRecurseSubmodules();
    }
}
