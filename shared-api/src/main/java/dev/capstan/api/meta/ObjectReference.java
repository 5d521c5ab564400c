package dev.capstan.api.meta;

import static java.util.Objects.requireNonNullElse;

import dev.capstan.api.schema.WireRecord;

/**
 * Which object: kind, API version, namespace and name.
 *
 * @param apiVersion group and version, for example {@code apps/v1}; empty when not known
 * @param kind the kind
 * @param namespace the namespace; empty for cluster-scoped kinds
 * @param name the name
 */
@WireRecord
public record ObjectReference(String apiVersion, String kind, String namespace, String name) {
    /** Reads absent parts as empty. */
    public ObjectReference {
        apiVersion = requireNonNullElse(apiVersion, "");
        kind = requireNonNullElse(kind, "");
        namespace = requireNonNullElse(namespace, "");
        name = requireNonNullElse(name, "");
    }

    /** Namespace and name. */
    public ObjectKey key() {
        return new ObjectKey(namespace, name);
    }

    /** The API group; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** {@code Kind/namespace/name}, as messages name objects. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
    }
}
