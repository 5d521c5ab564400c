package dev.capstan.application.compare.kube;

import dev.capstan.application.compare.ForeignOwner;
import dev.capstan.application.compare.LivingOwners;
import dev.capstan.applier.ownership.kube.LivingObjects;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;

/** The Kustomizations and HelmReleases of the cluster of the controller. */
public final class LivingFluxOwners implements LivingOwners {

    private final LivingObjects objects;

    public LivingFluxOwners(LivingObjects objects) {
        this.objects = objects;
    }

    @Override
    public boolean isAlive(ForeignOwner foreign) {
        Owner owner = foreign.owner();
        return objects.isAlive(new ObjectId(owner.labelPrefix(), owner.kind(), owner.namespace(), owner.name()));
    }
}
