package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitResource;
import java.util.Objects;

/** Which changes of an object start a reconciliation: what its kind says, a new request, the start of its deletion. */
final class TriggerRule {
    private TriggerRule() {}

    static <T extends ToolkitResource<?, S>, S> boolean triggersReconcile(
            KindConventions<T, S> conventions, T changed, T before) {
        return !Objects.equals(
                        changed.getMetadata().getUid(), before.getMetadata().getUid())
                || changed.isMarkedForDeletion() != before.isMarkedForDeletion()
                || conventions.requests().isAskedBy(changed, before)
                || conventions.triggers().triggers(changed, before);
    }
}
