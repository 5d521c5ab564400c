package dev.capstan.sealedsecret.kube;

import dev.capstan.api.sealedsecret.SealedSecretStatus;
import dev.capstan.runtime.reconcile.StatusConventions;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.Optional;

/** The status of SealedSecrets: one condition, and no place for requests. */
final class SyncedConventions implements StatusConventions<SealedSecretStatus> {
    @Override
    public Optional<String> handledRequest(SealedSecretStatus status) {
        return Optional.empty();
    }

    @Override
    public SealedSecretStatus withHandledRequest(SealedSecretStatus status, String request) {
        return status;
    }

    @Override
    public SealedSecretStatus withObservedGeneration(SealedSecretStatus status, long generation) {
        return status.withObservedGeneration(generation);
    }

    @Override
    public SealedSecretStatus with(SealedSecretStatus status, ReadyState state, long generation, Instant now) {
        return switch (state) {
            case ReadyState.Ready _ -> status.asSynced(generation, now);
            case ReadyState.Progressing _ -> status;
            case ReadyState.Retrying(var _, String message) -> status.asNotSynced(message, generation, now);
            case ReadyState.Stalled(var _, String message) -> status.asNotSynced(message, generation, now);
        };
    }
}
