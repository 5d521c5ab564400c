package dev.capstan.applier.identity.kube;

import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.applier.identity.TargetParts;
import dev.capstan.apply.Applier;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.InventoryJournal;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.prune.LiveOwner;
import dev.capstan.apply.prune.OwnerLookup;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.apply.prune.Pruner;
import dev.capstan.apply.watch.HealthWait;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.apply.watch.ManagedObjects;
import java.util.Optional;

/** A cluster by the apply engine, with the rights of one identity. */
final class EngineTarget implements ApplyTarget {

    private final Applier applier;
    private final Pruner pruner;
    private final OwnerLookup owners;
    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final ClusterApi api;
    private final String actor;

    EngineTarget(
            Applier applier,
            Pruner pruner,
            OwnerLookup owners,
            ResourceCatalog catalog,
            ManagedObjects managed,
            ClusterApi api,
            String actor) {
        this.applier = applier;
        this.pruner = pruner;
        this.owners = owners;
        this.catalog = catalog;
        this.managed = managed;
        this.api = api;
        this.actor = actor;
    }

    @Override
    public String actor() {
        return actor;
    }

    @Override
    public ApplyOutcome apply(ApplyRequest request, InventoryJournal journal, Cancellation cancellation) {
        return applier.apply(request, api, journal, cancellation);
    }

    @Override
    public PruneOutcome prune(PruneRequest request) {
        return pruner.prune(request, api, new Cancellation());
    }

    @Override
    public HealthWait awaitHealth(HealthWaitRequest request) {
        return managed.awaitHealth(request);
    }

    @Override
    public LiveOwner ownerOf(RecordedObject entry) {
        return owners.of(entry, api);
    }

    @Override
    public ObjectId inCluster(RecordedObject entry) {
        ObjectId id = entry.id();
        return switch (catalog.findAnyVersion(id.group(), id.kind(), entry.version())) {
            case ResourceCatalog.Served(var type)
            when !type.isNamespaced() -> new ObjectId(id.group(), id.kind(), "", id.name());
            case ResourceCatalog.Served _, ResourceCatalog.NotServed _, ResourceCatalog.Undecided _ -> id;
        };
    }

    @Override
    public Optional<ResourceType> served(ResourceKind kind) {
        return switch (catalog.find(kind)) {
            case ResourceCatalog.Served(var type) -> Optional.of(type);
            case ResourceCatalog.NotServed _, ResourceCatalog.Undecided _ -> Optional.empty();
        };
    }

    @Override
    public TargetParts parts() {
        return new TargetParts(api, catalog, managed, applier);
    }
}
