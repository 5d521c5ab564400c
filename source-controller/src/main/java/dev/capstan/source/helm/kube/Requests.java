package dev.capstan.source.helm.kube;

import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests of people for an update. */
final class Requests {
    private Requests() {}

    /** Whether the object carries a request that was not acted on yet. */
    static boolean isPending(ToolkitResource<?, ?> object, @Nullable SourceStatus<?> status) {
        Optional<String> handled = status == null
                ? Optional.empty()
                : Optional.ofNullable(status.common().lastHandledReconcileAt());
        return object.annotation(ToolkitKeys.REQUESTED_AT)
                .filter(request -> !handled.equals(Optional.of(request)))
                .isPresent();
    }
}
