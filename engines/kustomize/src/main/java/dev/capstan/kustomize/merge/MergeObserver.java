package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.node.Node;
import java.util.List;

/** Learns what a merge loses. */
@FunctionalInterface
public interface MergeObserver {

    /**
     * An element of a list was dropped, because it was taken for another one.
     *
     * @param object the object that is merged into
     * @param field the way to the list
     * @param keys the keys by which elements of that list are told apart
     * @param element what was dropped
     */
    void dropped(Node object, List<String> field, List<String> keys, Node element);
}
