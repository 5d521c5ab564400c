package dev.capstan.application.live;

import dev.capstan.argo.object.ObjectKey;

/**
 * A kind, whatever its version.
 *
 * @param group empty for the core group
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {
    /** The kind of an object. */
    public static GroupKind of(ObjectKey key) {
        return new GroupKind(key.group(), key.kind());
    }

    @Override
    public int compareTo(GroupKind other) {
        return toString().compareTo(other.toString());
    }

    /** As messages name it: {@code apps/Deployment}, {@code ConfigMap}. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : group + "/" + kind;
    }
}
