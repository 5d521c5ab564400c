package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveObject;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.Difference;
import dev.capstan.argo.compare.SecretMask;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An object of an Application as it may be shown: no value of a Secret is in it.
 *
 * @param target the manifest, with marks and namespace
 * @param live the object in the cluster
 * @param compared the live object as it was compared
 * @param predicted the live object as an apply would leave it
 * @param images that it runs
 */
public record ManagedObject(
        ObjectKey key,
        Optional<ObjectNode> target,
        Optional<ObjectNode> live,
        Optional<ObjectNode> compared,
        Optional<ObjectNode> predicted,
        boolean isModified,
        Optional<Health> health,
        List<String> images) {
    /** Copies the list. */
    public ManagedObject {
        images = List.copyOf(images);
    }

    /**
     * Compares once more, with what may be shown: a difference between two masked values is one that there is.
     *
     * @param annotations whose values in Secrets are masked as well
     */
    static ManagedObject of(ComparedPair pair, Comparison comparison, CompareOptions options, Set<String> annotations) {
        SecretMask.Masked shown =
                SecretMask.mask(pair.target().map(Target::manifest), pair.live().map(LiveObject::content), annotations);
        boolean isModified = pair.isModified();
        return switch (comparison.compare(shown.target(), shown.live(), options)) {
            case Difference.Compared done -> with(pair, shown, done.live(), done.predicted(), isModified);
            case Difference.Failed _ -> with(pair, shown, shown.live(), shown.target(), isModified);
        };
    }

    private static ManagedObject with(
            ComparedPair pair,
            SecretMask.Masked shown,
            Optional<ObjectNode> compared,
            Optional<ObjectNode> predicted,
            boolean isModified) {
        return new ManagedObject(
                pair.key(),
                shown.target(),
                shown.live(),
                compared,
                predicted,
                isModified,
                pair.health(),
                pair.summary().images());
    }

    /** Without the objects. */
    @Override
    public String toString() {
        return key.toString();
    }
}
