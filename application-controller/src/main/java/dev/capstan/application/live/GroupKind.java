package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;

/**
 * A kind, whatever its version.
 *
 * @param group empty for the core group
 */
public record GroupKind(String group, String kind) {
    /** The kind of an object. */
    public static GroupKind of(ObjectKey key) {
        return new GroupKind(key.group(), key.kind());
    }

    /** As messages name it: {@code apps/Deployment}, {@code ConfigMap}. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : group + "/" + kind;
    }
}
