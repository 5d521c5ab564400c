package dev.capstan.application.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.OperationState;
import dev.capstan.application.source.FakeSources;
import dev.capstan.argo.sync.OperationPhase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OperationStatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As Argo CD writes it. */
    private static final String STORED = """
            operation:
              sync: {revision: abc, prune: true, syncOptions: [CreateNamespace=true]}
              initiatedBy: {automated: true}
              retry: {limit: 5}
            phase: Running
            message: waiting for completion of hook batch/Job/migrate
            retryCount: 2
            startedAt: '2026-03-02T10:00:00Z'
            syncResult:
              revision: abc
              source: {repoURL: https://git.example/apps.git, path: prod}
              resources:
              - {group: batch, version: v1, kind: Job, namespace: my-app, name: migrate, hookType: PreSync,
                 hookPhase: Running, syncPhase: PreSync, message: created, images: [busybox]}
              - {group: '', version: v1, kind: ConfigMap, namespace: my-app, name: a, status: Synced,
                 hookPhase: Running, syncPhase: Sync, message: configmap/a created}
            """;

    private static OperationState state(String yaml) {
        return JSON.convertValue(FakeSources.yaml(yaml), OperationState.class);
    }

    @Test
    void whatIsReadIsWrittenToTheLetter() {
        OperationState stored = state(STORED);

        assertThat(OperationStates.write(OperationStates.read(stored))).isEqualTo(stored);
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        OperationProgress progress = OperationStates.read(state(STORED));

        assertThat(OperationStates.read(OperationStates.write(progress))).isEqualTo(progress);
        assertThat(progress.startedAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    }

    @Test
    void aMessageThatIsTooLongIsCutBetweenCharacters() {
        OperationProgress progress = OperationStates.read(state(STORED));

        OperationProgress cut = progress.as(OperationPhase.RUNNING, "x" + "\uD83D\uDE00".repeat(4_000));

        assertThat(cut.message()).hasSizeLessThan(5_000).endsWith("\uD83D\uDE00…");
        assertThat(OperationStates.read(OperationStates.write(cut))).isEqualTo(cut);
    }

    @Test
    void severalSourcesHaveLists() {
        OperationState stored = state("""
                operation: {sync: {revisions: [a, b]}}
                phase: Succeeded
                startedAt: '2026-03-02T10:00:00Z'
                syncResult:
                  revision: ''
                  revisions: [a, b]
                  sources: [{repoURL: https://x.example}, {repoURL: https://y.example}]
                """);

        OperationProgress.Result result = OperationStates.read(stored).result().orElseThrow();

        assertThat(result.isMultiple()).isTrue();
        assertThat(result.revisions()).containsExactly("a", "b");
        assertThat(OperationStates.write(OperationStates.read(stored))).isEqualTo(stored);
    }

    @Test
    void aPhaseThatNobodyKnowsIsAnError() {
        OperationState stored = state("{operation: {sync: {}}, phase: Odd, startedAt: yesterday}");

        assertThat(OperationStates.read(stored).phase()).isEqualTo(OperationPhase.ERROR);
        assertThat(OperationStates.read(stored).startedAt()).isEqualTo(Instant.EPOCH);
    }
}
