package dev.capstan.apply.cluster;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.ResourceKind;

/**
 * How a kind is served.
 *
 * @param kind group, version and kind
 * @param plural resource name in URLs
 * @param isNamespaced whether its objects live in namespaces
 */
public record ResourceType(ResourceKind kind, String plural, boolean isNamespaced) {

    /** Path of the collection over all namespaces, without leading slash. */
    public String collectionPath() {
        return groupPath() + "/" + plural;
    }

    /** Path of the collection in a namespace; of the whole collection when the kind is cluster-scoped. */
    public String collectionPath(String namespace) {
        return isNamespaced && !namespace.isEmpty()
                ? groupPath() + "/namespaces/" + namespace + "/" + plural
                : collectionPath();
    }

    /** How an object of this kind is reached: one of a cluster-scoped kind without its namespace, if it says one. */
    public ObjectRef object(ObjectId id) {
        return new ObjectRef(this, isNamespaced ? id.namespace() : "", id.name());
    }

    private String groupPath() {
        return kind.group().isEmpty() ? "api/" + kind.version() : "apis/" + kind.group() + "/" + kind.version();
    }
}
