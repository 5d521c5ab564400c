package dev.capstan.apply.prune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.apply.watch.Observation;
import dev.capstan.apply.watch.ObservedObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Looks whose recorded objects are. What the watches know costs no request. */
public final class OwnerLookup {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final Clock clock;

    /** A look at all objects of a cluster. */
    public OwnerLookup(ResourceCatalog catalog, ManagedObjects managed, Clock clock) {
        this.catalog = catalog;
        this.managed = managed;
        this.clock = clock;
    }

    /**
     * Whose the object is now.
     *
     * @param api the cluster with the identity that asks, when nothing is known
     */
    public LiveOwner of(RecordedObject entry, ClusterApi api) {
        return switch (catalog.findAnyVersion(entry.id().group(), entry.id().kind(), entry.version())) {
            case ResourceCatalog.NotServed _ -> new LiveOwner.NotOwned();
            case ResourceCatalog.Undecided(var why) -> new LiveOwner.Unknown(why);
            case ResourceCatalog.Served(var type) -> of(entry, type, api);
        };
    }

    private LiveOwner of(RecordedObject entry, ResourceType type, ClusterApi api) {
        managed.ensureWatched(Set.of(type), FIRST_LOOK);
        ObjectRef object = type.object(entry.id());
        return switch (managed.observe(object)) {
            case Observation.Present(var known) -> ownerOf(known);
            case Observation.NotManaged _, Observation.Unknown _ -> ask(object, api);
        };
    }

    private LiveOwner ask(ObjectRef object, ClusterApi api) {
        var cluster = new PatientCluster(api, clock, PATIENCE, new Cancellation());
        return switch (cluster.get(object)) {
            case ApiResult.Ok<ObjectNode> ok -> ownerOf(managed.asked(object, ok.value()));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> new LiveOwner.NotOwned();
            case ApiResult.Refused<ObjectNode> refused ->
                new LiveOwner.Unknown(Refusal.of(object.id(), refused).explain().sentence());
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                new LiveOwner.Unknown("the API server is not available: " + unreachable.what());
        };
    }

    private static LiveOwner ownerOf(ObservedObject live) {
        return live.owner().<LiveOwner>map(LiveOwner.Owned::new).orElseGet(LiveOwner.NotOwned::new);
    }
}
