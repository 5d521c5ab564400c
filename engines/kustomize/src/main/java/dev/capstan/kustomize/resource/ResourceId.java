package dev.capstan.kustomize.resource;

/**
 * Identity of an object.
 *
 * @param gvk group, version, kind
 * @param name name
 * @param namespace namespace as written, may be empty
 * @param clusterScoped whether the kind is known to have no namespace
 */
public record ResourceId(Gvk gvk, String name, String namespace, boolean clusterScoped) {
    /** The namespace in which objects live that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final String NO_NAMESPACE = "_non_namespaceable_";

    /** The namespace it counts to: no namespace means {@code default}, and one shared value for cluster-scoped kinds. */
    public String effectiveNamespace() {
        if (clusterScoped) {
            return NO_NAMESPACE;
        }
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    /** Whether both count to one namespace. */
    public boolean isSameNamespace(ResourceId other) {
        return effectiveNamespace().equals(other.effectiveNamespace());
    }

    /** Whether both mean one object: equal type, name and effective namespace. */
    public boolean means(ResourceId other) {
        return name.equals(other.name) && gvk.equals(other.gvk) && isSameNamespace(other);
    }

    /** The parts that {@link #means} compares, for indexes. */
    public Key key() {
        return new Key(gvk, name, effectiveNamespace());
    }

    /** {@code Kind/namespace/name} or {@code Kind/name}. */
    public String words() {
        return namespace.isEmpty() ? gvk.kind() + "/" + name : gvk.kind() + "/" + namespace + "/" + name;
    }

    @Override
    public String toString() {
        return gvk + "/" + name + "." + (namespace.isEmpty() ? "[noNs]" : namespace);
    }

    /** What makes two identities the same object. */
    public record Key(Gvk gvk, String name, String effectiveNamespace) {}
}
