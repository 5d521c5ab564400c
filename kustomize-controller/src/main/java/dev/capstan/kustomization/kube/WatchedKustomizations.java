package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.kustomization.run.Kustomizations;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Kustomizations as the watch of the reconciler sees them; reading costs no request. */
final class WatchedKustomizations implements Kustomizations {

    private final ReconcilerContext<Kustomization, KustomizationStatus> context;

    WatchedKustomizations(ReconcilerContext<Kustomization, KustomizationStatus> context) {
        this.context = context;
    }

    @Override
    public Optional<KnownKustomization> find(ObjectKey key) {
        return context.find(key).filter(it -> it.undecodable().isEmpty()).map(it -> Snapshots.of(it, false));
    }

    @Override
    public Stream<KnownKustomization> all() {
        return context.all()
                .filter(it -> it.undecodable().isEmpty() && it.getMetadata().getDeletionTimestamp() == null)
                .map(it -> Snapshots.of(it, false));
    }

    @Override
    public boolean hasSeen(ObjectKey key, ResourceVersion version) {
        return context.find(key)
                .map(it -> new ResourceVersion(it.getMetadata().getResourceVersion()))
                .filter(seen -> seen.comparedTo(version) != ResourceVersion.Order.OLDER)
                .isPresent();
    }
}
