package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/**
 * What identifies an object in a cluster, whatever version it is written in.
 *
 * @param group API group, empty for the core group
 * @param namespace empty for objects without one
 */
public record ObjectKey(String group, String kind, String namespace, String name) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::group)
            .thenComparing(ObjectKey::kind)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    /** The key of an object as it is written: without a namespace in it, the key has none. */
    public static ObjectKey of(JsonNode object) {
        Metadata metadata = Metadata.of(object);
        return new ObjectKey(metadata.group(), metadata.kind(), metadata.namespace(), metadata.name());
    }

    /** The same object in another namespace. */
    public ObjectKey in(String otherNamespace) {
        return new ObjectKey(group, kind, otherNamespace, name);
    }

    /** Whether it is of a kind. */
    public boolean isKind(String wantedGroup, String wantedKind) {
        return kind.equals(wantedKind) && group.equals(wantedGroup);
    }

    /** {@code group/kind/name}, as messages of a sync name objects. */
    public String display() {
        return group + "/" + kind + "/" + name;
    }

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return group + "/" + kind + "/" + namespace + "/" + name;
    }
}
