package dev.capstan.application.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.tracking.Tracking;
import java.util.Optional;

/**
 * By which rules live objects are looked at.
 *
 * @param settings whose an object is, what is looked at, and what of it
 * @param health how it is
 */
public record LiveRules(ArgoSettings settings, HealthRules health) {

    /** Whose an object is. */
    public Tracking tracking() {
        return new Tracking(settings.tracking(), settings.instanceLabel(), settings.installationId());
    }

    /** Whether objects of a kind are looked at in a cluster. */
    public boolean watches(GroupKind kind, Cluster cluster) {
        return settings.watches(kind.group(), kind.kind(), cluster.server());
    }

    /** Whether objects that were seen by these rules look the same by others; their health may differ. */
    public boolean seesTheSameAs(LiveRules others) {
        return tracking().equals(others.tracking())
                && settings.compareOptions().ignoredStatus()
                        == others.settings.compareOptions().ignoredStatus()
                && settings.exclusions().equals(others.settings.exclusions())
                && settings.inclusions().equals(others.settings.inclusions());
    }

    /**
     * The Application that an object belongs to, by its marks. What another object owns has them from that one, and belongs to no
     * Application itself.
     */
    public Optional<String> owner(ObjectNode object) {
        return object.at("/metadata/ownerReferences").isEmpty() ? tracking().owner(object) : Optional.empty();
    }

    /** What is worth knowing of an object. */
    public Sighting look(ObjectKey key, ObjectNode object) {
        return new Sighting(
                key,
                object.at("/metadata/uid").asText(""),
                object.at("/metadata/resourceVersion").asText(""),
                ContentHash.of(object, countsStatus(object)),
                health.assess(object),
                owner(object),
                Packing.pack(object));
    }

    private boolean countsStatus(ObjectNode object) {
        return switch (settings.compareOptions().ignoredStatus()) {
            case ALL -> false;
            case CRD -> !Metadata.of(object).isKind("apiextensions.k8s.io", "CustomResourceDefinition");
            case NONE -> true;
        };
    }
}
