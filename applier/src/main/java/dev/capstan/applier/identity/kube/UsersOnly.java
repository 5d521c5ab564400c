package dev.capstan.applier.identity.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.kubeconfig.Kubeconfig;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.apply.watch.ObjectHealth;

/**
 * Passes on what another cluster says of objects whose owners use it. Labels there are not ours: whoever may write them
 * must not be able to wake up objects of others.
 */
record UsersOnly(Kubeconfig kubeconfig, ManagedObjectListener listener, RemoteClusters clusters)
        implements ManagedObjectListener {

    @Override
    public void drifted(Drift drift) {
        if (isUser(drift.owner())) {
            listener.drifted(drift);
        }
    }

    @Override
    public void healthChanged(Owner owner, ObjectHealth before, Health now) {
        if (isUser(owner)) {
            listener.healthChanged(owner, before, now);
        }
    }

    @Override
    public void vanished(Owner owner, ObjectId id) {
        if (isUser(owner)) {
            listener.vanished(owner, id);
        }
    }

    @Override
    public void remnantChanged(Owner owner, ObjectId id) {
        if (isUser(owner)) {
            listener.remnantChanged(owner, id);
        }
    }

    @Override
    public void expired(Owner owner, ObjectId id) {
        if (isUser(owner)) {
            listener.expired(owner, id);
        }
    }

    @Override
    public void failed(String what, Throwable fault) {
        listener.failed(what, fault);
    }

    @Override
    public void watchRefused(String kind, String why) {
        listener.watchRefused(kind + " at " + kubeconfig.server().getHost(), why);
    }

    private boolean isUser(Owner owner) {
        return clusters.isUsedBy(kubeconfig, new ObjectKey(owner.namespace(), owner.name()));
    }
}
