package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/**
 * An object of the application as the comparison left it.
 *
 * @param target its manifest with marks and namespace
 * @param isModified whether the comparison found a difference
 * @param isSelfReferenced whether its marks speak of itself; others are left alone
 */
public record SyncCandidate(
        Optional<ObjectNode> target, Optional<ObjectNode> live, boolean isModified, boolean isSelfReferenced) {

    public SyncCandidate {
        if (target.isEmpty() && live.isEmpty()) {
            throw new IllegalArgumentException("Neither a manifest nor a live object to synchronise");
        }
    }

    /** The key in the cluster. */
    ObjectKey key() {
        return ObjectKey.of(live.or(() -> target).orElseThrow());
    }
}
