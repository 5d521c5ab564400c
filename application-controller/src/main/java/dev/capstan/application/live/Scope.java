package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;

/**
 * What one watch covers: the objects of a kind.
 *
 * @param namespace the only one; empty for all, and for objects without namespace
 */
public record Scope(GroupKind kind, String namespace) {

    /** Whether an object is in it. */
    public boolean covers(ObjectKey key) {
        return key.isKind(kind.group(), kind.kind()) && (namespace.isEmpty() || namespace.equals(key.namespace()));
    }
}
