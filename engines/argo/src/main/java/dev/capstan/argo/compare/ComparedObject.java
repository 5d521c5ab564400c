package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One object of an application with what its comparison came to; a manifest, a live object, or both.
 *
 * @param isPermitted whether the project allows the kind
 * @param isSelfReferenced whether the marks of the live object speak of itself, see
 *     {@link dev.capstan.argo.tracking.Tracking#isSelfReferenced}
 */
public record ComparedObject(
        Optional<ObjectNode> target,
        Optional<ObjectNode> live,
        Difference difference,
        boolean isPermitted,
        boolean isSelfReferenced) {

    public ComparedObject {
        if (target.isEmpty() && live.isEmpty()) {
            throw new IllegalArgumentException("Neither a manifest nor a live object to compare");
        }
    }

    /** The live object, or the manifest of one that is not there. */
    ObjectNode object() {
        return live.or(() -> target).orElseThrow();
    }
}
