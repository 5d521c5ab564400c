package dev.capstan.application.operate;

import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.ResourceResult;
import dev.capstan.api.argo.SyncOperationResult;
import dev.capstan.argo.annotation.HookType;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.ResultCode;
import dev.capstan.argo.sync.SyncResults;
import dev.capstan.argo.sync.TaskResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.operationState} as it is read and written. What is written is read as the same. */
public final class OperationStates {
    private OperationStates() {}

    /** Reads one. A phase that does not exist is an error, so that nothing goes on with what nobody understands. */
    public static OperationProgress read(OperationState state) {
        return new OperationProgress(
                state.operation(),
                OperationPhase.parse(state.phase()).orElse(OperationPhase.ERROR),
                text(state.message()),
                Optional.ofNullable(state.syncResult()).map(OperationStates::result),
                Timestamps.read(state.startedAt()).orElse(Instant.EPOCH),
                Timestamps.read(state.finishedAt()),
                Objects.requireNonNullElse(state.retryCount(), 0L));
    }

    private static OperationProgress.Result result(SyncOperationResult result) {
        boolean isMultiple = !result.sources().isEmpty();
        return new OperationProgress.Result(
                result.revisions().isEmpty() ? List.of(text(result.revision())) : result.revisions(),
                isMultiple
                        ? result.sources()
                        : Optional.ofNullable(result.source()).stream().toList(),
                isMultiple,
                SyncResults.of(
                        result.resources().stream().map(OperationStates::line).toList()),
                Optional.ofNullable(result.managedNamespaceMetadata()));
    }

    private static TaskResult line(ResourceResult line) {
        return new TaskResult(
                new ObjectKey(text(line.group()), text(line.kind()), text(line.namespace()), text(line.name())),
                text(line.version()),
                SyncPhase.parse(text(line.syncPhase())).orElse(SyncPhase.SYNC),
                ResultCode.parse(text(line.status())),
                OperationPhase.parse(text(line.hookPhase())),
                text(line.message()),
                SyncPhase.parse(text(line.hookType())).flatMap(HookType::of),
                line.images());
    }

    /** Writes one. */
    public static OperationState write(OperationProgress progress) {
        return new OperationState(
                progress.operation(),
                progress.phase().toString(),
                nonEmpty(progress.message()),
                progress.result().map(OperationStates::write).orElse(null),
                Timestamps.write(progress.startedAt()),
                progress.finishedAt().map(Timestamps::write).orElse(null),
                progress.retryCount() == 0 ? null : progress.retryCount());
    }

    private static SyncOperationResult write(OperationProgress.Result result) {
        return new SyncOperationResult(
                result.isMultiple() || result.revisions().isEmpty()
                        ? ""
                        : result.revisions().getFirst(),
                result.isMultiple() ? result.revisions() : List.of(),
                result.isMultiple() || result.sources().isEmpty()
                        ? null
                        : result.sources().getFirst(),
                result.isMultiple() ? result.sources() : List.of(),
                result.resources().lines().stream().map(OperationStates::write).toList(),
                result.managedNamespaceMetadata().orElse(null));
    }

    private static ResourceResult write(TaskResult line) {
        return new ResourceResult(
                line.key().group(),
                line.version(),
                line.key().kind(),
                line.key().namespace(),
                line.key().name(),
                line.status().map(ResultCode::toString).orElse(null),
                nonEmpty(line.message()),
                line.hookType().map(HookType::toString).orElse(null),
                line.phase().map(OperationPhase::toString).orElse(null),
                line.syncPhase().toString(),
                line.images());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String nonEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
