package dev.capstan.application.status;

import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.ResourceResult;
import dev.capstan.api.argo.SyncOperationResult;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.argo.annotation.HookType;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.ResultCode;
import dev.capstan.argo.sync.TaskResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.operationState} and {@code status.history}. */
final class OperationSection {
    private OperationSection() {}

    static void write(StatusDraft draft, OperationChange change) {
        switch (change) {
            case OperationChange.None _ -> {}
            case OperationChange.Started started ->
                draft.operationState = underWay(started.now(), draft.operationState);
            case OperationChange.Progressed progressed ->
                draft.operationState = underWay(progressed.now(), draft.operationState);
            case OperationChange.Ended ended -> {
                draft.operationState = state(ended.now());
                draft.history = ended.history().orElse(draft.history);
            }
        }
    }

    /** Who ends an operation writes so into its phase, perhaps while we write: that stays until the operation has ended. */
    private static OperationState underWay(OperationProgress now, @Nullable OperationState stored) {
        OperationState state = state(now);
        if (stored == null
                || !OperationPhase.TERMINATING.toString().equals(stored.phase())
                || !stored.startedAt().equals(state.startedAt())) {
            return state;
        }
        return new OperationState(
                state.operation(),
                stored.phase(),
                state.message(),
                state.syncResult(),
                state.startedAt(),
                state.finishedAt(),
                state.retryCount());
    }

    private static OperationState state(OperationProgress now) {
        return new OperationState(
                now.operation(),
                now.phase().toString(),
                now.message().isEmpty() ? null : now.message(),
                now.result().map(OperationSection::result).orElse(null),
                Times.text(now.startedAt()),
                now.finishedAt().map(Times::text).orElse(null),
                now.retryCount() == 0 ? null : now.retryCount());
    }

    private static SyncOperationResult result(OperationProgress.Result result) {
        boolean isMultiple = result.isMultiple();
        return new SyncOperationResult(
                isMultiple || result.revisions().isEmpty()
                        ? ""
                        : result.revisions().getFirst(),
                isMultiple ? result.revisions() : List.of(),
                isMultiple || result.sources().isEmpty()
                        ? null
                        : result.sources().getFirst(),
                isMultiple ? result.sources() : List.of(),
                result.resources().lines().stream().map(OperationSection::line).toList(),
                result.managedNamespaceMetadata().orElse(null));
    }

    private static ResourceResult line(TaskResult line) {
        return new ResourceResult(
                line.key().group(),
                line.version(),
                line.key().kind(),
                line.key().namespace(),
                line.key().name(),
                textOf(line.status().map(ResultCode::toString)),
                line.message().isEmpty() ? null : line.message(),
                textOf(line.hookType().map(HookType::toString)),
                textOf(line.phase().map(OperationPhase::toString)),
                line.syncPhase().toString(),
                line.images());
    }

    private static @Nullable String textOf(Optional<String> text) {
        return text.orElse(null);
    }
}
