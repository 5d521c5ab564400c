package dev.capstan.cloud;

import static dev.capstan.cloud.CloudServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
            var renewed = threads.submit(() -> kept.get("key", soon(), () -> {
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
        return kept.get(key, soon(), () -> answer(value, life));
    }

    private Expiring<String> answer(String value, Duration life) {
        asked++;
        return new Expiring<>(value, now().plus(life));
    }

    private Expiring<String> fail() throws CloudException {
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
