package dev.capstan.source.artifact.adapter;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.runtime.artifact.ArtifactCache;
import dev.capstan.runtime.artifact.ArtifactDownload;
import dev.capstan.runtime.artifact.ArtifactFailure;
import dev.capstan.runtime.artifact.ArtifactLimits;
import dev.capstan.source.artifact.ArtifactStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads artifacts in the storage of this process as trees of files: by their path, and not at the address in a status, which is whatever
 * was written there.
 */
public final class StoredTrees {
    private final ArtifactCache trees;

    /**
     * Reads from a storage.
     *
     * @param folder where artifacts are unpacked while they are read
     */
    public StoredTrees(ArtifactStore store, Path folder) {
        this(store, folder, ArtifactLimits.defaults());
    }

    /** The same with other limits. */
    public StoredTrees(ArtifactStore store, Path folder, ArtifactLimits limits) {
        this.trees = new ArtifactCache(path -> answer(store, path), folder, limits);
    }

    private static ArtifactDownload.Answer answer(ArtifactStore store, String path) throws IOException {
        try {
            return new ArtifactDownload.Answer.Served(store.open(path));
        } catch (NoSuchFileException gone) {
            return new ArtifactDownload.Answer.Refused(new ArtifactFailure.NotFound("'" + path + "' of this storage"));
        }
    }

    /** The files of an artifact, when its bytes have its digest. */
    public ArtifactAccess access(Artifact artifact) {
        return trees.access(new Artifact(
                artifact.digest(),
                artifact.path(),
                new ArtifactUrl(artifact.path()),
                artifact.revision(),
                artifact.lastUpdateTime(),
                artifact.size(),
                artifact.metadata()));
    }
}
