package dev.capstan.applier.ownership.kube;

import dev.capstan.apply.ForeignClaim;
import dev.capstan.apply.ForeignClaims;
import dev.capstan.apply.ObjectId;
import java.util.Optional;

/** The Applications of a cluster, as far as claims on objects name them. */
public final class LivingApplications implements ForeignClaims {

    private final LivingObjects objects;
    private final String namespace;

    /** @param namespace of the control plane, where Applications are that a claim names without a namespace */
    public LivingApplications(LivingObjects objects, String namespace) {
        this.objects = objects;
        this.namespace = namespace;
    }

    @Override
    public Optional<String> living(ForeignClaim claim) {
        String text = claim.application();
        int separator = text.indexOf('_');
        String place = separator < 0 ? namespace : text.substring(0, separator);
        String name = text.substring(separator + 1);
        boolean isAlive = !place.isEmpty()
                && !name.isEmpty()
                && objects.isAlive(new ObjectId("argoproj.io", "Application", place, name));
        return isAlive ? Optional.of(place + "/" + name) : Optional.empty();
    }
}
