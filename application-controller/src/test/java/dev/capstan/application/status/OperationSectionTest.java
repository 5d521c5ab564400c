package dev.capstan.application.status;

import static dev.capstan.application.status.Passes.CONFIG;
import static dev.capstan.application.status.Passes.after;
import static dev.capstan.application.status.Passes.progress;
import static dev.capstan.application.status.Passes.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.operate.OperationProgress;
import dev.capstan.argo.annotation.HookType;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.sync.OperationPhase;
import dev.capstan.argo.sync.ResultCode;
import dev.capstan.argo.sync.SyncResults;
import dev.capstan.argo.sync.TaskResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationSectionTest {
    private static final ApplicationSource SOURCE =
            requireNonNull(Passes.spec("source: {repoURL: a, path: b}").source());

    @Test
    void anOperationThatBeginsReplacesTheLastOne() {
        ApplicationStatus stored = after(
                StatusEdit.INITIAL,
                new OperationChange.Ended(progress(OperationPhase.FAILED, "it failed"), Optional.empty()));

        ApplicationStatus status =
                after(stored, new OperationChange.Started(progress(OperationPhase.RUNNING, ""), true));

        assertThat(status.operationState()).isEqualTo(status("""
                        operationState: {operation: {sync: {revision: abc123}}, phase: Running,
                            startedAt: "2026-11-30T09:59:59Z"}""").operationState());
    }

    @Test
    void theResultSaysWhatCameOfEveryObject() {
        var line = new TaskResult(
                CONFIG,
                "v1",
                SyncPhase.PRE_SYNC,
                Optional.of(ResultCode.SYNCED),
                Optional.of(OperationPhase.SUCCEEDED),
                "configmap/config created",
                Optional.of(HookType.PRE_SYNC),
                List.of("web:1"));
        var result = new OperationProgress.Result(
                List.of("abc123"), List.of(SOURCE), false, SyncResults.of(List.of(line)), Optional.empty());

        ApplicationStatus status = after(
                StatusEdit.INITIAL,
                new OperationChange.Progressed(
                        progress(OperationPhase.RUNNING, "waiting").with(result)));

        assertThat(status.operationState()).isEqualTo(status("""
                        operationState: {operation: {sync: {revision: abc123}}, phase: Running, message: waiting,
                            startedAt: "2026-11-30T09:59:59Z",
                            syncResult: {revision: abc123, source: {repoURL: a, path: b}, resources: [
                              {group: "", version: v1, kind: ConfigMap, namespace: shop, name: config, status: Synced,
                               message: configmap/config created, hookType: PreSync, hookPhase: Succeeded,
                               syncPhase: PreSync, images: ["web:1"]}]}}""").operationState());
    }

    @Test
    void severalSourcesAreListedInTheResult() {
        var result = new OperationProgress.Result(
                List.of("abc", "def"), List.of(SOURCE, SOURCE), true, SyncResults.none(), Optional.empty());

        ApplicationStatus status = after(
                StatusEdit.INITIAL,
                new OperationChange.Progressed(
                        progress(OperationPhase.RUNNING, "").with(result)));

        assertThat(requireNonNull(status.operationState()).syncResult())
                .isEqualTo(requireNonNull(status("""
                        operationState: {operation: {}, phase: Running, startedAt: x, syncResult: {revision: "",
                          revisions: [abc, def], sources: [{repoURL: a, path: b}, {repoURL: a, path: b}]}}""").operationState()).syncResult());
    }

    @Test
    void whoEndsAnOperationWhileItIsWrittenIsHeard() {
        ApplicationStatus terminating = status("""
                operationState: {operation: {sync: {revision: abc123}}, phase: Terminating,
                    startedAt: "2026-11-30T09:59:59Z"}""");

        assertThat(after(terminating, new OperationChange.Progressed(progress(OperationPhase.RUNNING, "step 2")))
                        .operationState())
                .isEqualTo(status("""
                        operationState: {operation: {sync: {revision: abc123}}, phase: Terminating, message: step 2,
                            startedAt: "2026-11-30T09:59:59Z"}""").operationState());
    }

    @Test
    void theEndOfAnOperationIsNoLongerTerminating() {
        ApplicationStatus terminating = status("""
                operationState: {operation: {sync: {revision: abc123}}, phase: Terminating,
                    startedAt: "2026-11-30T09:59:59Z"}""");

        ApplicationStatus status = after(
                terminating,
                new OperationChange.Ended(progress(OperationPhase.FAILED, "Operation terminated"), Optional.empty()));

        assertThat(requireNonNull(status.operationState()).phase()).isEqualTo("Failed");
        assertThat(requireNonNull(status.operationState()).finishedAt()).isEqualTo("2026-11-30T10:00:00Z");
    }

    @Test
    void theEndOfASyncThatCountsReplacesTheHistory() {
        var history = status("""
                history: [{id: 4, revision: abc123, deployedAt: "2026-11-30T10:00:00Z"}]""").history();
        ApplicationStatus stored = status("""
                history: [{id: 3, revision: x, deployedAt: "2026-01-02T03:04:05Z"}]""");
        OperationProgress ended = progress(OperationPhase.SUCCEEDED, "done");

        assertThat(after(stored, new OperationChange.Ended(ended, Optional.of(history)))
                        .history())
                .isEqualTo(history);
        assertThat(after(stored, new OperationChange.Ended(ended, Optional.empty()))
                        .history())
                .isEqualTo(stored.history());
    }
}
