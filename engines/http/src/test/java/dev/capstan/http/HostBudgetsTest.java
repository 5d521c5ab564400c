package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostBudgetsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer other = new MockWebServer();
    private final MovableClock clock = new MovableClock();
    private final HostBudgets budgets = new HostBudgets(1, clock);
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, budgets);

    private static final class MovableClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aHostThatAsksForItIsLeftAloneSoLong(int status) throws Exception {
        answers(server, status, "60");
        answers(server, 200, "");
        answers(other, 200, "");

        assertThat(ask(server)).isEqualTo(status);
        clock.now = NOON.plusSeconds(59);
        try (var heldBack = http.send(get(server), TIMEOUT)) {
            assertThat(heldBack.status()).isEqualTo(429);
            assertThat(heldBack.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(heldBack.body().readAllBytes()).isEmpty();
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(budgets.pausedHosts()).isEqualTo(1);
        assertThat(budgets.heldBack()).isEqualTo(1);
        assertThat(ask(other)).isEqualTo(200);

        clock.now = NOON.plusSeconds(60);
        assertThat(ask(server)).isEqualTo(200);
        assertThat(budgets.pausedHosts()).isZero();
    }

    @Test
    void aHostThatDoesNotSayHowLongIsAskedAgain() throws Exception {
        answers(server, 429, "");
        answers(server, 200, "");

        assertThat(ask(server)).isEqualTo(429);
        assertThat(ask(server)).isEqualTo(200);
    }

    @Test
    void nobodyIsLeftAloneForADay() throws Exception {
        answers(server, 429, "86400");
        answers(server, 200, "");

        assertThat(ask(server)).isEqualTo(429);
        clock.now = NOON.plus(Duration.ofMinutes(15));
        assertThat(ask(server)).isEqualTo(200);
    }

    @Test
    void noMoreThanTheBudgetIsAskedAtOnce() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.SECONDS).build());
        answers(server, 200, "");
        var first = CompletableFuture.supplyAsync(() -> statusOf(server));
        server.takeRequest();

        var refused =
                catchThrowableOfType(HttpFailureException.class, () -> http.send(get(server), Duration.ofMillis(100)));
        assertThat(refused.failure()).isEqualTo(new HttpFailure.NoTurn("127.0.0.1", Duration.ofMillis(100)));
        assertThat(server.getRequestCount()).isEqualTo(1);

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        assertThat(ask(server)).isEqualTo(200);
    }

    @Test
    void aCallThatWaitedForItsTurnIsHeldBackWhenTheHostWantsToBeLeftAloneByThen() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "60")
                .headersDelay(1, TimeUnit.SECONDS)
                .build());
        answers(server, 200, "");
        var first = CompletableFuture.supplyAsync(() -> statusOf(server));
        server.takeRequest();

        assertThat(ask(server)).isEqualTo(429);

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(429);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(budgets.heldBack()).isEqualTo(1);
    }

    private static void answers(MockWebServer by, int status, String retryAfter) {
        var answer = new MockResponse.Builder().code(status);
        if (!retryAfter.isEmpty()) {
            answer.addHeader("Retry-After", retryAfter);
        }
        by.enqueue(answer.build());
    }

    private int ask(MockWebServer whom) throws IOException {
        try (var response = http.send(get(whom), TIMEOUT)) {
            return response.status();
        }
    }

    private int statusOf(MockWebServer whom) {
        try {
            return ask(whom);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboundRequest get(MockWebServer whom) {
        return OutboundRequest.get(URI.create("http://127.0.0.1:" + whom.getPort() + "/"), 1 << 20);
    }
}
