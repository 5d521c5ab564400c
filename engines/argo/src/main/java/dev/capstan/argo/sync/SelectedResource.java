package dev.capstan.argo.sync;

import dev.capstan.argo.object.ObjectKey;

/**
 * One entry of {@code operation.sync.resources}.
 *
 * @param namespace empty for any
 */
public record SelectedResource(String group, String kind, String namespace, String name) {

    /** Whether an object is meant. */
    public boolean matches(ObjectKey key) {
        return key.isKind(group, kind)
                && key.name().equals(name)
                && (namespace.isEmpty() || namespace.equals(key.namespace()));
    }
}
