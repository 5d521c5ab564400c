package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.LiveObject;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.ComparedObject;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.Comparison.Respected;
import dev.capstan.argo.compare.Difference;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.SyncCandidate;
import java.util.List;
import java.util.Optional;

/**
 * A manifest, a live object, or both, and what their comparison came to.
 *
 * @param skeleton of the live object
 * @param health of the live object; that of one that is wanted and not there is missing
 */
record ComparedPair(
        ObjectKey key,
        Optional<Target> target,
        Optional<LiveObject> live,
        Optional<ObjectNode> skeleton,
        Difference difference,
        Optional<Health> health,
        LiveSummary summary,
        boolean isPermitted,
        boolean isSelfReferenced) {

    ComparedObject compared() {
        return new ComparedObject(target.map(Target::manifest), skeleton, difference, isPermitted, isSelfReferenced);
    }

    /** As much of it as there is: the skeleton of the live object, or the manifest of one that is not there. */
    ObjectNode object() {
        return skeleton.or(() -> target.map(Target::manifest)).orElseThrow();
    }

    boolean isModified() {
        return !(difference instanceof Difference.Compared compared) || compared.isModified();
    }

    /**
     * For a sync.
     *
     * @param isWhole whether the live object is given as it is
     */
    SyncCandidate candidate(boolean isWhole) {
        return new SyncCandidate(
                target.map(Target::manifest),
                isWhole ? live.map(LiveObject::content) : skeleton,
                isModified(),
                isSelfReferenced);
    }

    /** For a sync that leaves ignored fields as they are in the cluster. */
    SyncCandidate respectingCandidate(Comparison comparison, CompareOptions options) {
        SyncCandidate candidate = candidate(true);
        if (candidate.target().isEmpty() || candidate.live().isEmpty()) {
            return candidate;
        }
        return switch (comparison.respectIgnored(
                candidate.target().get(), candidate.live().get(), options)) {
            case Respected.Manifest(ObjectNode manifest) ->
                new SyncCandidate(Optional.of(manifest), candidate.live(), candidate.isModified(), isSelfReferenced);
            case Respected.Failed _ -> candidate;
        };
    }

    /** In which fields the live object would become another one, by the client's side of the comparison. */
    List<String> differentFields(Comparison comparison, CompareOptions options) {
        if (target.isEmpty() || live.isEmpty() || !isModified()) {
            return List.of();
        }
        Difference whole = comparison.compare(
                target.map(Target::manifest), Optional.of(live.get().content()), options);
        return whole instanceof Difference.Compared compared
                        && compared.live().isPresent()
                        && compared.predicted().isPresent()
                ? DifferentFields.between(
                        compared.live().get(), compared.predicted().get())
                : List.of();
    }

    /** Without the objects, which may hold secrets. */
    @Override
    public String toString() {
        return key.toString();
    }
}
