package dev.capstan.cloud;

import static dev.capstan.cloud.CloudServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.http.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeptAnswersTest {
    private final CloudServer server = new CloudServer();
    private final KeptAnswers<String, String> kept = new KeptAnswers<>("a test", server.clock());
    private int asked;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatCannotBeRenewedServesUntilItEnds() throws CloudException {
        assertThat(ask("old", Duration.ofHours(1))).isEqualTo("old");
        server.later(Duration.ofMinutes(56));

        assertThat(kept.get("key", soon(), this::fail)).isEqualTo("old");
        assertThat(kept.get("key", soon(), this::fail)).isEqualTo("old");
        assertThat(asked).as("one attempt for each half minute").isEqualTo(2);
        server.later(Duration.ofSeconds(31));
        assertThat(kept.get("key", soon(), this::fail)).isEqualTo("old");
        assertThat(asked).isEqualTo(3);

        server.later(Duration.ofMinutes(4));
        assertThatThrownBy(() -> kept.get("key", soon(), this::fail)).hasMessageContaining("(HTTP 403)");
        assertThat(ask("new", Duration.ofHours(1))).isEqualTo("new");
    }

    @Test
    void aRenewalThatHangsLeavesTimeAndIsNotTriedAgainAtOnce() throws CloudException {
        kept.get("key", Deadline.in(Duration.ofMinutes(1)), deadline -> {
            assertThat(deadline.remaining()).isGreaterThan(Duration.ofSeconds(30));
            return answer("old", Duration.ofHours(1));
        });
        server.later(Duration.ofMinutes(56));

        assertThat(kept.get("key", Deadline.in(Duration.ofMinutes(1)), deadline -> {
                    assertThat(deadline.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(5));
                    server.later(Duration.ofSeconds(31));
                    return fail(deadline);
                }))
                .isEqualTo("old");
        assertThat(kept.get("key", Deadline.in(Duration.ofSeconds(4)), this::fail))
                .isEqualTo("old");
        assertThat(asked).as("half a minute counts from the failure on").isEqualTo(2);

        server.later(Duration.ofSeconds(31));
        assertThat(kept.get("key", Deadline.in(Duration.ofSeconds(4)), deadline -> {
                    assertThat(deadline.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(2));
                    return fail(deadline);
                }))
                .isEqualTo("old");
    }

    @Test
    void whatSaysNobodyAfterAWhileIsBelievedFromThenOn() {
        assertThatThrownBy(() -> kept.get("key", soon(), _ -> {
                    server.later(Duration.ofSeconds(61));
                    throw new CloudException(new CloudFailure.NoIdentity("a cloud", "a hint"));
                }))
                .hasMessageContaining("a hint");

        assertThatThrownBy(() -> kept.get("key", soon(), this::fail)).hasMessageContaining("a hint");
        assertThat(asked).isZero();
    }

    @Test
    void whatEndsDuringARenewalIsAskedForWithAllTheTime() throws CloudException {
        ask("old", Duration.ofHours(1));
        server.later(Duration.ofMinutes(60).minusSeconds(3));

        assertThat(kept.get("key", Deadline.in(Duration.ofMinutes(1)), deadline -> {
                    assertThat(deadline.remaining()).isGreaterThan(Duration.ofSeconds(30));
                    return answer("new", Duration.ofHours(1));
                }))
                .isEqualTo("new");
    }

    @Test
    void whatCameWhileAnOlderOneIsForgottenStays() throws CloudException {
        var answers = new KeptAnswers<String, Token>("a test", server.clock());
        var old = new Token("old", new AtomicReference<>(() -> {}));
        answers.get("key", soon(), _ -> new Expiring<>(old, now().plus(Duration.ofHours(1))));
        server.later(Duration.ofMinutes(56));
        old.whenCompared().set(() -> renew(answers));

        answers.forget(old);

        assertThat(answers.get("key", soon(), _ -> {
                            throw new AssertionError("the new one was forgotten, too");
                        })
                        .name())
                .isEqualTo("new");
    }

    private void renew(KeptAnswers<String, Token> answers) {
        try {
            answers.get(
                    "key",
                    soon(),
                    _ -> new Expiring<>(
                            new Token("new", new AtomicReference<>(() -> {})), now().plus(Duration.ofHours(1))));
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets something happen once, at the moment at which it is compared with another. */
    private record Token(String name, AtomicReference<Runnable> whenCompared) {
        @Override
        public boolean equals(Object other) {
            whenCompared.getAndSet(() -> {}).run();
            return other instanceof Token(var otherName, var _) && name.equals(otherName);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @Test
    void whatLivesShortlyIsKeptForHalfOfItsLife() throws CloudException {
        ask("first", Duration.ofMinutes(4));
        server.later(Duration.ofSeconds(119));
        assertThat(ask("second", Duration.ofMinutes(4))).isEqualTo("first");

        server.later(Duration.ofSeconds(2));
        assertThat(ask("second", Duration.ofMinutes(4))).isEqualTo("second");
    }

    @Test
    void whatSaysNoEndIsUsedOnce() throws CloudException {
        ask("first", Duration.ZERO);

        assertThat(ask("second", Duration.ZERO)).isEqualTo("second");
    }

    @Test
    @Timeout(30)
    void nobodyWaitsForARenewal() throws Exception {
        ask("old", Duration.ofHours(1));
        server.later(Duration.ofMinutes(56));
        var isAsked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var renewed = threads.submit(() -> kept.get("key", soon(), _ -> {
                isAsked.countDown();
                await(mayAnswer);
                return answer("new", Duration.ofHours(1));
            }));
            isAsked.await();

            assertThat(kept.get("key", soon(), this::fail)).isEqualTo("old");

            mayAnswer.countDown();
            assertThat(renewed.get()).isEqualTo("new");
        }
    }

    @Test
    void theAnswerThatWasNotAskedForLongestGivesWay() throws CloudException {
        for (int i = 0; i < KeptAnswers.MOST; i++) {
            ask("key-" + i, "x", Duration.ofHours(1));
        }
        ask("key-0", "x", Duration.ofHours(1));
        assertThat(asked).isEqualTo(KeptAnswers.MOST);

        ask("one more", "x", Duration.ofHours(1));
        ask("key-0", "x", Duration.ofHours(1));
        assertThat(asked).isEqualTo(KeptAnswers.MOST + 1);

        ask("key-1", "x", Duration.ofHours(1));
        assertThat(asked).isEqualTo(KeptAnswers.MOST + 2);
    }

    private String ask(String value, Duration life) throws CloudException {
        return ask("key", value, life);
    }

    private String ask(String key, String value, Duration life) throws CloudException {
        return kept.get(key, soon(), _ -> answer(value, life));
    }

    private Expiring<String> answer(String value, Duration life) {
        asked++;
        return new Expiring<>(value, now().plus(life));
    }

    private Expiring<String> fail(Deadline deadline) throws CloudException {
        asked++;
        throw new CloudException(new CloudFailure.Refused("a service", 403, ""));
    }

    private Instant now() {
        return server.clock().instant();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
