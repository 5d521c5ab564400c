package dev.capstan.apply.cluster;

import dev.capstan.apply.ObjectId;

/**
 * An object and how it is served: all that a request needs.
 *
 * @param type how its kind is served
 * @param namespace namespace, empty for cluster-scoped objects
 * @param name name
 */
public record ObjectRef(ResourceType type, String namespace, String name) {

    public ObjectId id() {
        return new ObjectId(type.kind().group(), type.kind().kind(), namespace, name);
    }
}
