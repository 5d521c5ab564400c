package dev.capstan.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The first step of a reconciliation: old artifacts go, and the status says what the storage has. */
final class StorageStep<T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>> {
    private final ReconcilerContext<T, S> context;
    private final SourceKind<T, S, ?> kind;
    private final ArtifactStore store;
    private final ServedArtifacts artifacts;

    StorageStep(
            ReconcilerContext<T, S> context, SourceKind<T, S, ?> kind, ArtifactStore store, ServedArtifacts artifacts) {
        this.context = context;
        this.kind = kind;
        this.store = store;
        this.artifacts = artifacts;
    }

    /**
     * What the status says about the storage is corrected before the upstream is asked, which may take its time: consumers then wait
     * for an artifact that is lost, and are woken when it is back; and they find one whose address has changed.
     *
     * @return the object as it is now; its status names an artifact only when this is intact
     */
    T check(T object, ArtifactConditions conditions) {
        var named = Optional.ofNullable(object.getStatus()).flatMap(status -> Optional.ofNullable(status.artifact()));
        removeOld(object, named);
        if (named.isEmpty()) {
            return object;
        }
        return switch (artifacts.check(ArtifactOwner.of(object.ref()), named.get())) {
            case ServedArtifacts.Checked.Intact(var artifact) -> {
                var served = served(object, artifact);
                yield served.apply(object.getStatus()).equals(object.getStatus())
                        ? object
                        : context.writeStatus(object, served);
            }
            case ServedArtifacts.Checked.Damaged(var problem) -> takeBack(object, named.get(), problem, conditions);
        };
    }

    private void removeOld(T object, Optional<Artifact> current) {
        try {
            store.removeOld(ArtifactOwner.of(object.ref()), current.map(Artifact::path));
        } catch (IOException e) {
            context.recordEvent(
                    object,
                    Severity.ERROR,
                    Reason.GARBAGE_COLLECTION_FAILED,
                    "old artifacts could not be removed: " + e.getMessage(),
                    Map.of());
        }
    }

    private T takeBack(T object, Artifact named, String problem, ArtifactConditions conditions) {
        var message =
                "the stored artifact for revision '" + named.revision() + "' is damaged and is built again: " + problem;
        context.recordEvent(
                object,
                Severity.ERROR,
                Reason.ARTIFACT_VERIFICATION_FAILED,
                message,
                Map.of(EventMetadata.REVISION, named.revision().text()));
        return context.writeStatus(
                object,
                status -> ArtifactConditions.change(status.withArtifact(null), it -> conditions.lost(it, message)));
    }

    /** The change of a status to an artifact with the addresses that it is served at. */
    UnaryOperator<S> served(T object, Artifact artifact) {
        var owner = ArtifactOwner.of(object.ref());
        return kind.latestFile()
                .<UnaryOperator<S>>map(latest -> {
                    var url = artifacts.latest(owner, latest.name(), artifact);
                    return status -> latest.withUrl().apply(status.withArtifact(artifact), url);
                })
                .orElse(status -> status.withArtifact(artifact));
    }
}
