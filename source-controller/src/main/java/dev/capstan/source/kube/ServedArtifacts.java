package dev.capstan.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import java.time.temporal.ChronoUnit;

/** The artifacts of the storage as consumers see them: under the address that they are served at now. */
public final class ServedArtifacts {
    private final ArtifactStore store;
    private final AdvertisedAddress address;

    ServedArtifacts(ArtifactStore store, AdvertisedAddress address) {
        this.store = store;
        this.address = address;
    }

    /** Where the artifacts are kept. */
    ArtifactStore store() {
        return store;
    }

    /** What the storage has of an artifact that a status names. */
    public sealed interface Checked {
        /** It is there as it should be; the artifact has the address that it is served at now. */
        record Intact(Artifact artifact) implements Checked {}

        /** It is lost or its bytes are others. */
        record Damaged(String problem) implements Checked {}
    }

    /** Compares what the status of an object names with the storage; the artifact of another object is never its own. */
    public Checked check(ArtifactOwner owner, Artifact named) {
        if (!owner.owns(named.path())) {
            return new Checked.Damaged("it is not an artifact of this object");
        }
        return store.problemOf(named.path(), named.digest())
                .<Checked>map(Checked.Damaged::new)
                .orElseGet(() -> new Checked.Intact(served(named)));
    }

    /** Whether an artifact has the address at which this process serves its path, whether it is there or not. */
    public boolean isServedHere(Artifact named) {
        return address.url(named.path()).equals(named.url());
    }

    /** The address may have changed since the status was written: by configuration, or because a free port is taken at every start. */
    private Artifact served(Artifact named) {
        return new Artifact(
                named.digest(),
                named.path(),
                address.url(named.path()),
                named.revision(),
                named.lastUpdateTime(),
                named.size(),
                named.metadata());
    }

    /** The address at which the current artifact of an owner can always be had; from now on it gives this artifact. */
    ArtifactUrl latest(ArtifactOwner owner, String name, Artifact current) {
        store.nameLatest(owner, name, current.path());
        return address.url(owner.path(name));
    }

    /** What a status says of an artifact that was just stored. */
    public Artifact of(NewArtifact artifact) {
        var stored = artifact.stored();
        return new Artifact(
                stored.digest(),
                stored.path(),
                address.url(stored.path()),
                artifact.revision(),
                stored.storedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                stored.size(),
                artifact.metadata());
    }
}
