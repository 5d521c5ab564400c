package dev.capstan.applier.identity.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void clusterThatAnswersIsAskedEachTime() {
        Reachability reachability = asking(Optional.empty());

        assertThat(reachability.problem()).isEmpty();
        assertThat(reachability.problem()).isEmpty();

        assertThat(questions).hasValue(2);
    }

    @Test
    void whatIsWrongIsBelievedForAWhile() {
        Reachability reachability = asking(Optional.of("refused"));

        assertThat(reachability.problem()).contains("refused");
        now.addAndGet(Reachability.BELIEVED.toNanos() - 1);
        assertThat(reachability.problem()).contains("refused");
        assertThat(questions).hasValue(1);

        now.addAndGet(1);
        assertThat(reachability.problem()).contains("refused");
        assertThat(questions).hasValue(2);
    }

    @Test
    void f135_allWaitForOneAnswerAndNoLongerThanTheLimit() {
        var never = new CountDownLatch(1);
        var reachability = new Reachability(
                () -> {
                    questions.incrementAndGet();
                    await(never);
                    return Optional.empty();
                },
                Duration.ofMillis(50),
                now::get);

        assertThat(reachability.problem()).get().asString().startsWith("no answer within");
        assertThat(reachability.problem()).get().asString().startsWith("no answer within");

        assertThat(questions).hasValue(1);
        never.countDown();
    }

    @Test
    void faultOfOurOwnIsNotTakenForAnAnswer() {
        var reachability = new Reachability(() -> {
            throw new IllegalStateException("ours");
        });

        assertThatThrownBy(reachability::problem).hasRootCauseMessage("ours");
    }

    private Reachability asking(Optional<String> answer) {
        return new Reachability(
                () -> {
                    questions.incrementAndGet();
                    return answer;
                },
                Duration.ofSeconds(5),
                now::get);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
