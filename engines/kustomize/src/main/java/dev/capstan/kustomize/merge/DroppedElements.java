package dev.capstan.kustomize.merge;

import dev.capstan.kustomize.node.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements that one merge of lists loses. Elements that say only a part of what identifies them (a port without its
 * protocol beside one with it) may be taken for others; kustomize drops them without a word.
 */
final class DroppedElements {
    private final List<Node> candidates = new ArrayList<>();
    private final Set<Node> handled = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Merged> merged = new ArrayList<>();

    private record Merged(@Nullable Node old, @Nullable Node patch, Node value) {}

    DroppedElements(Node target, @Nullable Node patch) {
        addElements(patch);
        if (patch != target) {
            addElements(target);
        }
    }

    private void addElements(@Nullable Node list) {
        if (list == null || !list.isList()) {
            return;
        }
        for (Node element : list.children()) {
            if (element.isMap() && element.size() > 0 && element.get(Directive.KEY) == null) {
                candidates.add(element);
            }
        }
    }

    /** Both became one value; no value means that it was deleted on purpose. */
    void merged(@Nullable Node old, @Nullable Node patch, @Nullable Node value) {
        if (value == null || value.isNull() || value.size() == 0) {
            handle(old);
            handle(patch);
        } else {
            merged.add(new Merged(old, patch, value));
        }
    }

    private void handle(@Nullable Node element) {
        if (element != null) {
            handled.add(element);
        }
    }

    /** The elements that nothing of the result stems from. */
    List<Node> notIn(Node result) {
        Set<Node> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(result.children());
        for (Merged each : merged) {
            if (kept.contains(each.value)) {
                handle(each.old);
                handle(each.patch);
            }
        }
        return candidates.stream()
                .filter(element -> !kept.contains(element) && !handled.contains(element))
                .toList();
    }
}
