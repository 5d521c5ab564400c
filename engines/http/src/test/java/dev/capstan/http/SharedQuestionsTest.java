package dev.capstan.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedQuestionsTest {
    private static final String TIMED_OUT = "timed out";

    private final SharedQuestions<String, String> questions = new SharedQuestions<>(TIMED_OUT::equals);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();

    /** Someone who asks in a thread of its own. */
    private record Asker(Thread thread, FutureTask<String> answer) {
        static Asker of(Callable<String> asking) {
            var answer = new FutureTask<>(asking);
            return new Asker(Thread.ofVirtual().start(answer), answer);
        }

        Asker waiting() {
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }

        String get() throws Exception {
            return answer.get(20, SECONDS);
        }
    }

    @Test
    void thoseWhoComeWhileAQuestionIsUnderWayShareTheNextOne() throws Exception {
        var first = asker(numbered()).waiting();
        var later = new ArrayList<Asker>();
        for (int i = 0; i < 30; i++) {
            later.add(asker(numbered()).waiting());
        }

        gate.countDown();

        assertThat(first.get()).isEqualTo("1");
        for (var one : later) {
            assertThat(one.get()).isEqualTo("2");
        }
    }

    @Test
    void anAnswerIsNotKept() throws Exception {
        gate.countDown();

        assertThat(asker(numbered()).get()).isEqualTo("1");
        assertThat(asker(numbered()).get()).isEqualTo("2");
    }

    @Test
    void differentQuestionsDoNotWaitForEachOther() throws Exception {
        asker(numbered()).waiting();

        assertThat(questions.ask("other", Deadline.in(Duration.ofSeconds(20)), () -> "answer"))
                .isEqualTo("answer");
        gate.countDown();
    }

    @Test
    void theTimeoutOfAnotherIsNotTakenForOnesOwn() throws Exception {
        asker(numbered()).waiting();
        var slow = new ArrayList<Asker>();
        for (int i = 0; i < 20; i++) {
            slow.add(asker(() -> TIMED_OUT).waiting());
        }
        var other = asker(() -> "answer").waiting();

        gate.countDown();

        assertThat(other.get()).isEqualTo("answer");
        for (var one : slow) {
            assertThat(one.get()).isIn(TIMED_OUT, "answer");
        }
    }

    @Test
    void oneWaitsNoLongerThanOnesOwnDeadline() {
        asker(numbered()).waiting();

        assertThatThrownBy(() -> questions.ask("key", Deadline.in(Duration.ofMillis(10)), () -> "unused"))
                .isInstanceOf(TimeoutException.class);
        gate.countDown();
    }

    @Test
    void theInterruptionOfAnotherIsNotTakenForOnesOwn() throws Exception {
        var first = asker(() -> {
            sent.incrementAndGet();
            try {
                gate.await();
                return "answer";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "ended";
            }
        });
        await().until(() -> sent.get() == 1);
        var other = asker(() -> "answer").waiting();

        first.thread().interrupt();

        assertThat(first.get()).isEqualTo("ended");
        assertThat(other.get()).isEqualTo("answer");
    }

    @Test
    void whoIsInterruptedWhileOthersAskStopsWaiting() {
        asker(numbered()).waiting();
        var other = asker(() -> "unused").waiting();

        other.thread().interrupt();

        assertThatThrownBy(other::get).hasCauseInstanceOf(InterruptedException.class);
        gate.countDown();
    }

    @Test
    void aQuestionThatFailsWithABugIsSentAgainByTheOthers() throws Exception {
        var first = asker(held(() -> {
                    throw new IllegalStateException("bug");
                }))
                .waiting();
        var other = asker(() -> "answer").waiting();

        gate.countDown();

        assertThatThrownBy(first::get).hasRootCauseMessage("bug");
        assertThat(other.get()).isEqualTo("answer");
    }

    private Asker asker(Supplier<String> question) {
        return Asker.of(() -> questions.ask("key", Deadline.in(Duration.ofSeconds(20)), question));
    }

    private Supplier<String> numbered() {
        return held(() -> Integer.toString(sent.incrementAndGet()));
    }

    private Supplier<String> held(Supplier<String> answer) {
        return () -> {
            try {
                gate.await();
                return answer.get();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
