package dev.capstan.application.operate;

import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.RetryStrategy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What becomes of operations that failed. Pure. */
public final class Retrying {
    private Retrying() {}

    /** What comes after the end of a sync. */
    public sealed interface After {
        /** It is tried again. */
        record Again(OperationProgress now, Instant at) implements After {}

        /** The operation is over. */
        record Over(OperationProgress now) implements After {}
    }

    /** Decides after the end of a sync. */
    public static After afterEnd(OperationProgress progress, OperationPhase phase, String message, Instant now) {
        if (phase == OperationPhase.SUCCEEDED) {
            return over(progress, phase, message, now);
        }
        Optional<RetryStrategy> strategy = OperationTerms.retry(progress.operation());
        if (strategy.isEmpty()) {
            return over(progress, phase, message + " (failed to retry: a duration of the backoff cannot be read)", now);
        }
        boolean isTerminated = progress.phase() == OperationPhase.TERMINATING;
        return switch (strategy.get().afterFailure(message, isTerminated, progress.retryCount(), now, ZoneOffset.UTC)) {
            case RetryStrategy.AfterFailure.GiveUp(String why) -> over(progress, phase, why, now);
            case RetryStrategy.AfterFailure.Retry(long count, Instant at, String why) ->
                new After.Again(
                        new OperationProgress(
                                progress.operation(),
                                OperationPhase.RUNNING,
                                why,
                                progress.result(),
                                progress.startedAt(),
                                Optional.of(now),
                                count),
                        at);
        };
    }

    private static After over(OperationProgress progress, OperationPhase phase, String message, Instant now) {
        return new After.Over(new OperationProgress(
                progress.operation(),
                phase,
                message,
                progress.result(),
                progress.startedAt(),
                Optional.of(now),
                progress.retryCount()));
    }

    /** When an operation is tried again; empty when it is not one that failed and waits for that. */
    public static Optional<Instant> due(OperationProgress progress) {
        if (progress.phase() != OperationPhase.RUNNING || progress.finishedAt().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(progress.finishedAt()
                .get()
                .plus(strategy(progress).waitBefore(Math.max(0, progress.retryCount() - 1))));
    }

    /** The operation as it begins once more: nothing of it is done, and it may be for what its sources mean now. */
    public static OperationProgress again(OperationProgress progress) {
        RetryStrategy strategy = strategy(progress);
        return new OperationProgress(
                strategy.refreshes() ? OperationTerms.withoutRevisions(progress.operation()) : progress.operation(),
                OperationPhase.RUNNING,
                strategy.messageOfAttempt(progress.retryCount()),
                Optional.empty(),
                progress.startedAt(),
                Optional.empty(),
                progress.retryCount());
    }

    private static RetryStrategy strategy(OperationProgress progress) {
        return OperationTerms.retry(progress.operation())
                .orElseGet(() -> RetryStrategy.byDefault(OperationTerms.isAutomated(progress.operation())));
    }
}
