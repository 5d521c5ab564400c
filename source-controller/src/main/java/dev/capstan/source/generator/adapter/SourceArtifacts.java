package dev.capstan.source.generator.adapter;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.runtime.artifact.ArtifactCache;
import dev.capstan.runtime.artifact.ArtifactDownload;
import dev.capstan.runtime.artifact.ArtifactFailure;
import dev.capstan.runtime.artifact.ArtifactLimits;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.adapter.StoredTrees;
import dev.capstan.source.generator.GeneratorFailure;
import dev.capstan.source.generator.SourceTrees;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Reads artifacts: those of this process from its storage, others from where they are served. A status says whatever was written there,
 * so of the storage an object gets only what lies in its own folder.
 */
public final class SourceArtifacts implements SourceTrees {
    private static final long MEBI = 1 << 20;
    private static final ArtifactLimits LIMITS = new ArtifactLimits(512 * MEBI, 2048 * MEBI, 500_000, 256 * MEBI);

    private final ArtifactStore store;
    private final Predicate<Artifact> isServedHere;
    private final StoredTrees stored;
    private final ArtifactCache remote;

    /**
     * @param isServedHere whether an artifact has an address of this process
     * @param download gets artifacts of others
     * @param folder where artifacts are unpacked while they are read
     */
    public SourceArtifacts(
            ArtifactStore store, Predicate<Artifact> isServedHere, ArtifactDownload download, Path folder) {
        this.store = store;
        this.isServedHere = isServedHere;
        this.stored = new StoredTrees(store, folder.resolve("stored"), LIMITS);
        this.remote = new ArtifactCache(download, folder.resolve("remote"), LIMITS);
    }

    @Override
    public SourceResult<Content> content(ObjectReference source, Artifact artifact) {
        return switch (access(source, artifact)) {
            case ArtifactAccess.Available(var tree) -> SourceResult.success(new Content(tree, tree.size()));
            case ArtifactAccess.NotAvailable(var failure) ->
                SourceResult.failed(new GeneratorFailure.SourceUnreadable(source, failure.message()));
        };
    }

    private ArtifactAccess access(ObjectReference source, Artifact artifact) {
        var isItsOwn = ArtifactOwner.of(source).owns(artifact.path());
        if (isItsOwn && store.problemOf(artifact.path(), artifact.digest()).isEmpty()) {
            return stored.access(artifact);
        }
        if (isServedHere.test(artifact)) {
            return new ArtifactAccess.NotAvailable(
                    isItsOwn
                            ? new ArtifactFailure.NotFound("'" + artifact.path() + "' of this storage")
                            : new ArtifactFailure.ReferenceInvalid(
                                    "its status names '" + artifact.path() + "', which is not its own"));
        }
        return remote.access(artifact);
    }
}
