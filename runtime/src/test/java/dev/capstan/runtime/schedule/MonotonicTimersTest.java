package dev.capstan.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonotonicTimersTest {
    private final List<String> due = new CopyOnWriteArrayList<>();
    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final MonotonicTimers<String> timers = new MonotonicTimers<>("test", this::due, bugs::add);

    private void due(String key) {
        due.add(key);
        if (key.startsWith("throws")) {
            throw new IllegalStateException(key);
        }
    }

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void comesDueOnce() {
        timers.start("a", Duration.ofMillis(1));

        await().until(() -> !due.isEmpty());
        assertThat(due).containsExactly("a");
        assertThat(timers.size()).isZero();
    }

    @Test
    void theLastTimerOfAKeyWins() {
        timers.start("a", Duration.ofHours(1));
        timers.start("a", Duration.ofMillis(1));
        timers.start("b", Duration.ofMillis(1));
        timers.start("b", Duration.ofHours(1));

        await().until(() -> !due.isEmpty());
        timers.start("c", Duration.ofMillis(50));
        await().until(() -> due.contains("c"));
        assertThat(due).containsExactly("a", "c");
        assertThat(timers.size()).isOne();
    }

    @Test
    void aCancelledTimerHasNoEffect() {
        timers.start("a", Duration.ofMillis(20));
        timers.cancel("a");
        timers.start("b", Duration.ofMillis(60));

        await().until(() -> due.contains("b"));
        assertThat(due).containsExactly("b");
    }

    @Test
    void anEffectThatThrowsIsReportedAndTheNextTimerGoesOn() {
        timers.start("throws", Duration.ofMillis(1));
        await().until(() -> !bugs.isEmpty());
        timers.start("next", Duration.ofMillis(1));

        await().until(() -> due.contains("next"));
        assertThat(bugs).singleElement().satisfies(bug -> assertThat(bug).hasMessage("throws"));
    }
}
