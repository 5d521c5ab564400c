package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitKeys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which changes of an object ask for a pass: a new generation, a new request token, the start of its deletion. */
final class TriggerRule {
    private TriggerRule() {}

    static boolean triggersReconcile(HasMetadata changed, HasMetadata before) {
        return !Objects.equals(
                        changed.getMetadata().getUid(), before.getMetadata().getUid())
                || !Objects.equals(
                        changed.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || !Objects.equals(requestedAt(changed.getMetadata()), requestedAt(before.getMetadata()))
                || changed.isMarkedForDeletion() != before.isMarkedForDeletion();
    }

    private static @Nullable String requestedAt(ObjectMeta metadata) {
        Map<String, String> annotations = metadata.getAnnotations();
        return annotations == null ? null : annotations.get(ToolkitKeys.REQUESTED_AT);
    }
}
