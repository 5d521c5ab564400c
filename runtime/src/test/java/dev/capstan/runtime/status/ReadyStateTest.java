package dev.capstan.runtime.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadyStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Condition FOREIGN =
            new Condition("Foreign", "True", 3, "2025-01-01T00:00:00Z", "Somebody", "else");

    @Test
    void readyEndsReconcilingAndStalledAndKeepsForeignConditions() {
        var before = Conditions.NONE
                .with(FOREIGN)
                .with(Condition.isTrue(Condition.RECONCILING, Reason.PROGRESSING, "working", 3, NOW));

        var after = new ReadyState.Ready(Reason.SUCCEEDED, "done").applyTo(before, 4, NOW);

        assertThat(after.isTrue(Condition.READY)).isTrue();
        assertThat(after.get(Condition.RECONCILING)).isEmpty();
        assertThat(after.get("Foreign")).contains(FOREIGN);
    }

    @Test
    void retryingSaysThatWorkGoesOnAndWhy() {
        var after = new ReadyState.Retrying(Reason.BUILD_FAILED, "missing file").applyTo(Conditions.NONE, 4, NOW);

        assertThat(after.get(Condition.RECONCILING).map(Condition::reason)).contains("ProgressingWithRetry");
        assertThat(after.get(Condition.READY)).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo("False");
            assertThat(ready.reason()).isEqualTo("BuildFailed");
            assertThat(ready.observedGeneration()).isEqualTo(4);
        });
    }

    @Test
    void stalledEndsReconciling() {
        var before = new ReadyState.Retrying(Reason.FAILED, "x").applyTo(Conditions.NONE, 4, NOW);

        var after = new ReadyState.Stalled(Reason.INVALID_URL, "bad").applyTo(before, 4, NOW);

        assertThat(after.isTrue(Condition.STALLED)).isTrue();
        assertThat(after.get(Condition.RECONCILING)).isEmpty();
    }

    @Test
    void progressingSaysThatTheEndIsNotKnown() {
        var after = new ReadyState.Progressing(Reason.PROGRESSING, "building").applyTo(Conditions.NONE, 4, NOW);

        assertThat(after.get(Condition.READY).map(Condition::status)).contains("Unknown");
        assertThat(after.isTrue(Condition.RECONCILING)).isTrue();
    }
}
