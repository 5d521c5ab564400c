package dev.capstan.application.operate;

import dev.capstan.argo.sync.SyncResults;
import dev.capstan.argo.sync.SyncState;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the operation of one Application is, beyond what its status says. After a restart the results in the status are enough to go on.
 * Not for several threads.
 */
public final class OperationMemory {
    private Optional<Attempt> attempt = Optional.empty();

    /** One try of an operation, by which a memory of an earlier one is told. */
    private record Attempt(Instant startedAt, long retryCount, SyncState state, Instant notBefore) {
        boolean isOf(OperationProgress progress) {
            return startedAt.getEpochSecond() == progress.startedAt().getEpochSecond()
                    && retryCount == progress.retryCount();
        }
    }

    /** The state of an operation. */
    SyncState state(OperationProgress progress) {
        return attempt.filter(known -> known.isOf(progress))
                .map(Attempt::state)
                .orElseGet(() -> SyncState.of(progress.result()
                        .map(OperationProgress.Result::resources)
                        .orElse(SyncResults.none())));
    }

    /** Until when an operation pauses. */
    Instant notBefore(OperationProgress progress) {
        return attempt.filter(known -> known.isOf(progress))
                .map(Attempt::notBefore)
                .orElse(Instant.MIN);
    }

    void keep(OperationProgress progress, SyncState state, Instant notBefore) {
        attempt = Optional.of(new Attempt(progress.startedAt(), progress.retryCount(), state, notBefore));
    }

    void forget() {
        attempt = Optional.empty();
    }
}
