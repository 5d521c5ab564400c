package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitResource;
import java.util.Objects;

/** Which changes of an object start a reconciliation: a new generation, a new request, the start of its deletion. */
final class TriggerRule {
    private TriggerRule() {}

    static <T extends ToolkitResource<?, S>, S> boolean triggersReconcile(
            KindConventions<T, S> conventions, T changed, T before) {
        return !Objects.equals(
                        changed.getMetadata().getUid(), before.getMetadata().getUid())
                || !Objects.equals(
                        changed.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || !conventions.requestOf(changed).equals(conventions.requestOf(before))
                || changed.isMarkedForDeletion() != before.isMarkedForDeletion();
    }
}
