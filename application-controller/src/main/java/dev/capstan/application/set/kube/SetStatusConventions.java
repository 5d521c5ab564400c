package dev.capstan.application.set.kube;

import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.argo.set.status.SetConditions;
import dev.capstan.argo.set.status.SetReason;
import dev.capstan.runtime.reconcile.StatusConventions;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;

/** Sets have neither an observed generation nor a request that was handled; what goes wrong is the condition {@code ErrorOccurred}. */
final class SetStatusConventions implements StatusConventions<ApplicationSetStatus> {
    @Override
    public ApplicationSetStatus with(ApplicationSetStatus status, ReadyState state, long generation, Instant now) {
        return switch (state) {
            case ReadyState.Ready _, ReadyState.Progressing _ -> status;
            case ReadyState.Retrying _, ReadyState.Stalled _ -> failed(status, state.message(), now);
        };
    }

    /** The same status with something that went wrong outside of every pass. */
    static ApplicationSetStatus failed(ApplicationSetStatus status, String message, Instant now) {
        return SetStatusMapping.with(
                status,
                SetConditions.failed(
                        SetStatusMapping.conditions(status),
                        SetReason.ERROR_OCCURRED,
                        message,
                        true,
                        !status.applicationStatus().isEmpty(),
                        now),
                now);
    }
}
