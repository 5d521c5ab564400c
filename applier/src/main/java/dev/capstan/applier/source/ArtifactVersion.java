package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;

/**
 * Which artifact of a source it is. Neither part tells alone: a commit that changes no file gives the same bytes at another
 * revision, and an artifact that includes others gets other bytes at the same revision when they change.
 *
 * @param revision what the archive holds, as the source says
 * @param digest over the bytes of the archive
 */
public record ArtifactVersion(String revision, String digest) {

    /** The version of an artifact. */
    public static ArtifactVersion of(Artifact artifact) {
        return new ArtifactVersion(artifact.revision().text(), artifact.digest().text());
    }
}
