package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.artifact.ArtifactOwner;
import java.util.Optional;

/**
 * What is declared, and what was made of it last time.
 *
 * @param generation of the declaration
 */
public record GitSource(ObjectKey key, long generation, GitRepositorySpec spec, GitRepositoryStatus status) {
    private static final String KIND = "gitrepository";

    /** Whose files the artifacts are. */
    public ArtifactOwner owner() {
        return new ArtifactOwner(KIND, key.namespace(), key.name());
    }

    /** The artifact that consumers know. */
    public Optional<Artifact> artifact() {
        return Optional.ofNullable(status.artifact());
    }

    /** Whether the spec asks for other content than the artifact was made from, at the same revision. */
    public boolean selectsOtherContent() {
        return !Optional.ofNullable(spec.ignore()).equals(Optional.ofNullable(status.observedIgnore()))
                || !spec.sparseCheckout().equals(status.observedSparseCheckout())
                || !spec.include().equals(status.observedInclude())
                || spec.recurseSubmodules() != status.observedRecurseSubmodules();
    }
}
