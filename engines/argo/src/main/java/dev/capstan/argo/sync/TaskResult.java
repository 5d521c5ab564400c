package dev.capstan.argo.sync;

import dev.capstan.argo.annotation.HookType;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code syncResult.resources}.
 *
 * @param status what was done; empty while nothing is
 * @param phase how far it is, {@code hookPhase}; empty while it has not begun
 * @param hookType empty for objects that are no hooks
 * @param images of its containers
 */
public record TaskResult(
        ObjectKey key,
        String version,
        SyncPhase syncPhase,
        Optional<ResultCode> status,
        Optional<OperationPhase> phase,
        String message,
        Optional<HookType> hookType,
        List<String> images) {

    public TaskResult {
        images = List.copyOf(images);
    }

    public TaskId id() {
        return new TaskId(key, syncPhase);
    }

    boolean isPending() {
        return phase.isEmpty();
    }

    boolean isRunning() {
        return phase.equals(Optional.of(OperationPhase.RUNNING));
    }

    boolean isCompleted() {
        return phase.map(OperationPhase::isCompleted).orElse(false);
    }

    boolean isSuccessful() {
        return phase.equals(Optional.of(OperationPhase.SUCCEEDED));
    }

    boolean isFailure() {
        return isCompleted() && !isSuccessful();
    }

    boolean is(ResultCode code) {
        return status.equals(Optional.of(code));
    }

    /** The same line with other facts; without a new message the last one stays. */
    TaskResult with(Optional<ResultCode> newStatus, Optional<OperationPhase> newPhase, String newMessage) {
        return new TaskResult(
                key,
                version,
                syncPhase,
                newStatus,
                newPhase,
                newMessage.isEmpty() ? message : newMessage,
                hookType,
                images);
    }
}
