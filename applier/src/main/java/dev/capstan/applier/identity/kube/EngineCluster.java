package dev.capstan.applier.identity.kube;

import dev.capstan.apply.Applier;
import dev.capstan.apply.ForeignClaims;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.prune.OwnerLookup;
import dev.capstan.apply.prune.Pruner;
import dev.capstan.apply.watch.ManagedObjectWatch;
import java.time.Clock;

/** One cluster by the apply engine: what is asked, what it serves, what of it is managed, and who writes to it. */
public final class EngineCluster implements AutoCloseable {

    private final ClusterApi api;
    private final ManagedObjectWatch managed;
    private final ResourceCatalog catalog;
    private final Applier applier;
    private final Pruner pruner;
    private final OwnerLookup owners;

    /** One in which no Application of Argo CD counts. */
    public EngineCluster(ClusterApi api, ManagedObjectWatch managed, Clock clock) {
        this(api, managed, ForeignClaims.none(), clock);
    }

    /**
     * @param api the cluster with the identity that may list and watch what is managed
     * @param managed the view of what is managed there; closed with this
     * @param claims which Applications of Argo CD are there, whose objects are left alone
     */
    public EngineCluster(ClusterApi api, ManagedObjectWatch managed, ForeignClaims claims, Clock clock) {
        this.api = api;
        this.managed = managed;
        this.catalog = new ResourceCatalog(api, clock);
        this.applier = new Applier(catalog, managed, claims, clock);
        this.pruner = new Pruner(catalog, managed, api, clock);
        this.owners = new OwnerLookup(catalog, managed, clock);
    }

    /** The cluster with its own identity, which records call by that name. */
    EngineTarget own(String actor) {
        return target(api, actor);
    }

    /** The cluster with the rights of that user. */
    EngineTarget as(String user) {
        return target(api.impersonating(user), user);
    }

    private EngineTarget target(ClusterApi identity, String actor) {
        return new EngineTarget(applier, pruner, owners, catalog, managed, identity, actor);
    }

    @Override
    public void close() {
        managed.close();
    }
}
