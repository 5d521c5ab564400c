package dev.capstan.application.operate;

import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ManagedNamespaceMetadata;
import dev.capstan.api.argo.Operation;
import dev.capstan.application.compare.StatusText;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.SyncResults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code status.operationState}: a sync that takes place, or the last one.
 *
 * @param operation what was asked for
 * @param result what came of it; empty as long as its manifests are not known
 * @param finishedAt when it ended; of one that is tried again, when its last try did
 * @param retryCount tries after the first one
 */
public record OperationProgress(
        Operation operation,
        OperationPhase phase,
        String message,
        Optional<Result> result,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long retryCount) {
    /** Cuts a message that no status should hold. */
    public OperationProgress {
        message = StatusText.bounded(message);
    }

    /**
     * {@code syncResult}.
     *
     * @param revisions one for each source
     * @param sources as they were synced
     * @param isMultiple whether they stood in {@code sources}
     * @param managedNamespaceMetadata labels and annotations of the namespace that were applied
     */
    public record Result(
            List<String> revisions,
            List<ApplicationSource> sources,
            boolean isMultiple,
            SyncResults resources,
            Optional<ManagedNamespaceMetadata> managedNamespaceMetadata) {
        /** Copies the lists. */
        public Result {
            revisions = List.copyOf(revisions);
            sources = List.copyOf(sources);
        }

        /** The same with other lines. */
        public Result with(SyncResults lines) {
            return new Result(revisions, sources, isMultiple, lines, managedNamespaceMetadata);
        }
    }

    /** Whether nothing more happens. */
    public boolean isCompleted() {
        return phase.isCompleted();
    }

    /** The same, further on. */
    public OperationProgress as(OperationPhase newPhase, String newMessage) {
        return new OperationProgress(operation, newPhase, newMessage, result, startedAt, finishedAt, retryCount);
    }

    /** The same, with what came of it so far. */
    public OperationProgress with(Result newResult) {
        return new OperationProgress(
                operation, phase, message, Optional.of(newResult), startedAt, finishedAt, retryCount);
    }
}
