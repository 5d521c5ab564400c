package dev.capstan.api.meta;

import static java.util.Objects.requireNonNull;

/**
 * Namespace and name of an object of a known kind.
 *
 * @param namespace the namespace; empty for cluster-scoped kinds
 * @param name the name, never empty
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    /** Refuses an empty name. */
    public ObjectKey {
        requireNonNull(namespace, "namespace");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An object key needs a name");
        }
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}, or the name alone for cluster-scoped kinds. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
