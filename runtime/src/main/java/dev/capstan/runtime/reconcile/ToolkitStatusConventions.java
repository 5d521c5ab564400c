package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.Optional;

/** The status of the kinds of the toolkit, which has a part that is the same for all. */
final class ToolkitStatusConventions<S extends ToolkitStatus<S>> implements StatusConventions<S> {
    @Override
    public Optional<String> handledRequest(S status) {
        return Optional.ofNullable(status.common().lastHandledReconcileAt());
    }

    @Override
    public S withHandledRequest(S status, String request) {
        return status.with(status.common().withLastHandledReconcileAt(request));
    }

    @Override
    public S withObservedGeneration(S status, long generation) {
        return status.with(status.common().withObservedGeneration(generation));
    }

    @Override
    public S with(S status, ReadyState state, long generation, Instant now) {
        return state.on(status, generation, now);
    }
}
