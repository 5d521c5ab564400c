package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.resource.ResourceList;

/** One step that changes objects. */
@FunctionalInterface
public interface Transformer {
    /** Changes the objects of the list, or the list. Whoever changes identities tells the list so. */
    void transform(ResourceList resources);
}
