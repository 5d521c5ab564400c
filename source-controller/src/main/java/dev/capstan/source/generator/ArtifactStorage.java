package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.StoredArtifact;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Keeps the artifacts of generators in the storage, under the names of the ExternalArtifacts that announce them. */
public final class ArtifactStorage {
    private static final String KIND = "externalartifact";

    private final ArtifactStore store;

    /** Uses a storage. */
    public ArtifactStorage(ArtifactStore store) {
        this.store = store;
    }

    /** The folder of an ExternalArtifact in the storage. */
    public static ArtifactOwner owner(String namespace, String name) {
        return new ArtifactOwner(KIND, namespace, name);
    }

    /**
     * Stores an artifact; one with the same content that is there already is not written again.
     *
     * @param before what the ExternalArtifact announces until now
     */
    public SourceResult<NewArtifact> store(String namespace, ComposedArtifact composed, Optional<Artifact> before) {
        try {
            var owner = owner(namespace, composed.name());
            var fileName = composed.content().contentDigest().hex() + ".tar.gz";
            var kept =
                    before.filter(it -> it.path().equals(owner.path(fileName))).flatMap(this::kept);
            return kept.isPresent()
                    ? SourceResult.success(artifact(composed, kept.get()))
                    : stored(composed, store.store(owner, fileName, composed.content()));
        } catch (IOException e) {
            return notStored(composed, "its files cannot be read", false);
        }
    }

    private Optional<StoredArtifact> kept(Artifact artifact) {
        var size = artifact.size();
        if (size == null || store.problemOf(artifact.path(), artifact.digest()).isPresent()) {
            return Optional.empty();
        }
        try {
            var storedAt = Instant.parse(artifact.lastUpdateTime());
            return Optional.of(new StoredArtifact(artifact.path(), artifact.digest(), size, storedAt));
        } catch (DateTimeParseException odd) {
            return Optional.empty(); // written by somebody else; it is stored again
        }
    }

    private static SourceResult<NewArtifact> stored(ComposedArtifact composed, StoreResult result) {
        return switch (result) {
            case StoreResult.Stored(var artifact) -> SourceResult.success(artifact(composed, artifact));
            case StoreResult.ContentFailed(var cause) ->
                notStored(composed, "its files cannot be read: " + cause.getMessage(), false);
            case StoreResult.StorageFailed(var why, var isOutOfSpace) -> notStored(composed, why, isOutOfSpace);
        };
    }

    private static SourceResult<NewArtifact> notStored(ComposedArtifact composed, String why, boolean isOutOfSpace) {
        return SourceResult.failed(new GeneratorFailure.NotStored(composed.name(), why, isOutOfSpace));
    }

    private static NewArtifact artifact(ComposedArtifact composed, StoredArtifact stored) {
        var revision = composed.revision().orElseGet(() -> new ArtifactRevision("latest@" + stored.digest()));
        return new NewArtifact(stored, revision, "", Optional.empty(), composed.metadata());
    }

    /**
     * Removes files that nobody needs any more.
     *
     * @param current name of the file that stays
     */
    public void removeOld(String namespace, String name, String current) throws IOException {
        var owner = owner(namespace, name);
        store.removeOld(owner, Optional.of(owner.path(current)));
    }

    /**
     * Removes one file of an ExternalArtifact.
     *
     * @param path in the storage
     */
    public void remove(String namespace, String name, String path) throws IOException {
        store.remove(owner(namespace, name), path);
    }

    /** Removes all files of an ExternalArtifact. */
    public void removeAll(String namespace, String name) throws IOException {
        store.removeAll(owner(namespace, name));
    }
}
