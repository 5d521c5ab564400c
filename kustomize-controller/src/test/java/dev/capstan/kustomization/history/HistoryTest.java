package dev.capstan.kustomization.history;

import static dev.capstan.api.meta.Reason.HEALTH_CHECK_FAILED;
import static dev.capstan.api.meta.Reason.RECONCILIATION_SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.HistoryEntry;
import dev.capstan.api.meta.Reason;
import dev.capstan.kustomization.history.History.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00.5Z");
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void firstResultIsCountedOnce() {
        List<HistoryEntry> history = History.with(List.of(), result("sha256:a", RECONCILIATION_SUCCEEDED), NINE);

        assertThat(history)
                .containsExactly(new HistoryEntry(
                        "sha256:a",
                        "2026-11-22T09:00:00Z",
                        "2026-11-22T09:00:00Z",
                        "1.5s",
                        "ReconciliationSucceeded",
                        1,
                        Map.of("revision", "main@sha1:1")));
    }

    @Test
    void sameDigestAndStatusMovesToTheFrontAndCounts() {
        List<HistoryEntry> history = History.with(List.of(), result("sha256:a", RECONCILIATION_SUCCEEDED), NINE);
        history = History.with(history, result("sha256:b", RECONCILIATION_SUCCEEDED), NINE);

        history = History.with(history, result("sha256:a", RECONCILIATION_SUCCEEDED), TEN);

        assertThat(history).extracting(HistoryEntry::digest).containsExactly("sha256:a", "sha256:b");
        assertThat(history.getFirst().totalReconciliations()).isEqualTo(2);
        assertThat(history.getFirst().firstReconciled()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(history.getFirst().lastReconciled()).isEqualTo("2026-11-22T10:00:00Z");
    }

    @Test
    void sameDigestWithAnotherStatusIsAnotherEntry() {
        List<HistoryEntry> history = History.with(List.of(), result("sha256:a", RECONCILIATION_SUCCEEDED), NINE);

        history = History.with(history, result("sha256:a", HEALTH_CHECK_FAILED), TEN);

        assertThat(history).hasSize(2);
    }

    @Test
    void onlyTheLastFiveAreKept() {
        List<HistoryEntry> history = List.of();
        for (String digest : List.of("a", "b", "c", "d", "e", "f", "g")) {
            history = History.with(history, result(digest, RECONCILIATION_SUCCEEDED), NINE);
        }

        assertThat(history).extracting(HistoryEntry::digest).containsExactly("g", "f", "e", "d", "c");
    }

    private static Result result(String digest, Reason status) {
        return new Result(digest, status, Duration.ofMillis(1500), Map.of("revision", "main@sha1:1"));
    }
}
