package dev.capstan.application.kube;

import dev.capstan.application.compare.ForeignOwner;
import dev.capstan.application.compare.LivingOwners;
import dev.capstan.applier.ownership.kube.LivingObjects;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;

/** Whether Kustomizations and HelmReleases are still there in the cluster of the controller. */
final class OwnersInCluster implements LivingOwners {

    private final LivingObjects objects;

    OwnersInCluster(LivingObjects objects) {
        this.objects = objects;
    }

    @Override
    public boolean isAlive(ForeignOwner foreign) {
        Owner owner = foreign.owner();
        return objects.isAlive(new ObjectId(owner.labelPrefix(), owner.kind(), owner.namespace(), owner.name()));
    }
}
