package dev.capstan.applier.source.adapter;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.runtime.artifact.ArtifactCache;
import dev.capstan.runtime.artifact.ArtifactFailure;

/** Artifacts from the cache of the process. */
public final class CachedArtifactTrees implements ArtifactTrees {

    private final ArtifactCache cache;

    /** Opens artifacts of that cache. */
    public CachedArtifactTrees(ArtifactCache cache) {
        this.cache = cache;
    }

    @Override
    public Opening open(Artifact artifact) {
        return switch (cache.access(artifact)) {
            case ArtifactAccess.Available(var tree) -> new Opening.Opened(tree);
            case ArtifactAccess.NotAvailable(ArtifactFailure.NotFound gone) -> new Opening.NotThere(gone.message());
            case ArtifactAccess.NotAvailable(ArtifactFailure.Unreachable away) -> new Opening.NotThere(away.message());
            case ArtifactAccess.NotAvailable(var failure) -> new Opening.Unusable(failure.message());
        };
    }
}
