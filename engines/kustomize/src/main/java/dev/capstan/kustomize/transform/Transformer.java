package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.resource.ResourceList;

/** One step that changes objects. */
@FunctionalInterface
public interface Transformer {
    /** Changes the objects of the list, or the list; a change of identities is followed by {@link ResourceList#identitiesChanged}. */
    void transform(ResourceList resources);
}
