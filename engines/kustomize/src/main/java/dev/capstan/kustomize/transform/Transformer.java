package dev.capstan.kustomize.transform;

import dev.capstan.kustomize.resource.ResourceList;

/** One step that changes objects. */
@FunctionalInterface
public interface Transformer {
    /** Changes the objects of the list, or the list. Whoever changes identities tells the list so. */
    void transform(ResourceList resources);

    /**
     * Whether it looks at one object at a time: what becomes of an object does not depend on the others in the list. An object
     * may then be transformed in a list of its own, and {@link #check} looks at all of them together.
     */
    default boolean isPerObject() {
        return false;
    }

    /** For one that looks at one object at a time: fails when the transformed objects do not go together. */
    default void check(ResourceList resources) {}

    /** For one that looks at one object at a time: whether {@link #check} has something to look at. */
    default boolean needsCheck() {
        return false;
    }
}
