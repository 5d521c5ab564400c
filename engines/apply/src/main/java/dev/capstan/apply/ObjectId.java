package dev.capstan.apply;

import java.util.Comparator;
import java.util.Optional;

/**
 * Identity of an object in a cluster. The API version is not part of it: the same object served in two versions is one.
 *
 * @param group API group, empty for the core group
 * @param kind kind
 * @param namespace namespace, empty for cluster-scoped objects
 * @param name name
 */
public record ObjectId(String group, String kind, String namespace, String name) implements Comparable<ObjectId> {

    private static final Comparator<ObjectId> BY_KIND = Comparator.comparing(ObjectId::group)
            .thenComparing(ObjectId::kind)
            .thenComparing(ObjectId::namespace)
            .thenComparing(ObjectId::name);

    public ObjectId {
        if (kind.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("An object needs a kind and a name");
        }
    }

    /**
     * Reads an inventory id, {@code <namespace>_<name>_<group>_<kind>}; a colon of RBAC names is written as two
     * underscores.
     *
     * @return empty when the text is not such an id
     */
    public static Optional<ObjectId> parse(String inventoryId) {
        int afterNamespace = inventoryId.indexOf('_');
        int beforeKind = inventoryId.lastIndexOf('_');
        int beforeGroup = beforeKind <= 0 ? -1 : inventoryId.lastIndexOf('_', beforeKind - 1);
        if (afterNamespace < 0 || beforeGroup <= afterNamespace) {
            return Optional.empty();
        }
        String name = inventoryId.substring(afterNamespace + 1, beforeGroup).replace("__", ":");
        String kind = inventoryId.substring(beforeKind + 1);
        if (name.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ObjectId(
                inventoryId.substring(beforeGroup + 1, beforeKind),
                kind,
                inventoryId.substring(0, afterNamespace),
                name));
    }

    /** The id as status.inventory holds it. */
    public String inventoryId() {
        return namespace + "_" + name.replace(":", "__") + "_" + group + "_" + kind;
    }

    /** For people: {@code Kind/namespace/name}, or {@code Kind/name} when there is no namespace. */
    public String display() {
        return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
    }

    public boolean isKind(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind.equals(otherKind);
    }

    @Override
    public int compareTo(ObjectId other) {
        return BY_KIND.compare(this, other);
    }

    @Override
    public String toString() {
        return display();
    }
}
