package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.testkit.time.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
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
    private final MovableClock clock = MovableClock.at(NOON);
    private final HostBudgets budgets = new HostBudgets(1, clock);
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, budgets);

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
        clock.moveTo(NOON.plusSeconds(59));
        try (var heldBack = http.send(get(server), TIMEOUT)) {
            assertThat(heldBack.status()).isEqualTo(429);
            assertThat(heldBack.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(heldBack.body().readAllBytes()).isEmpty();
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(budgets.pausedHosts()).isEqualTo(1);
        assertThat(budgets.heldBack()).isEqualTo(1);
        assertThat(ask(other)).isEqualTo(200);

        clock.moveTo(NOON.plusSeconds(60));
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
        clock.moveTo(NOON.plus(Duration.ofMinutes(15)));
        assertThat(ask(server)).isEqualTo(200);
    }

    @Test
    void noMoreThanTheBudgetIsAskedAtOnce() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.SECONDS).build());
        answers(server, 200, "");
        var first = CompletableFuture.supplyAsync(() -> statusOf(get(server)));
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
        var first = CompletableFuture.supplyAsync(() -> statusOf(get(server)));
        server.takeRequest();

        assertThat(ask(server)).isEqualTo(429);

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(429);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(budgets.heldBack()).isEqualTo(1);
    }

    /** The proxy is {@code other}; whoever runs it can say anything in the name of any host. */
    @Test
    void whatAProxyAnswersHoldsForThoseBehindItAlone() throws Exception {
        answers(other, 429, "900");
        answers(server, 200, "");

        assertThat(status(get(server).over(TlsMaterial.NONE, through(other)))).isEqualTo(429);

        assertThat(ask(server)).isEqualTo(200);
        assertThat(status(get(server).over(TlsMaterial.NONE, through(other)))).isEqualTo(429);
        assertThat(other.getRequestCount()).isEqualTo(1);
        assertThat(budgets.heldBack()).isEqualTo(1);
        assertThat(budgets.pausedHosts()).isEqualTo(1);
    }

    @Test
    void whoWouldBeHeldBackIsToldUntilWhen() throws Exception {
        answers(server, 429, "60");
        assertThat(budgets.pausedUntil(get(server))).isEmpty();

        ask(server);

        assertThat(budgets.pausedUntil(get(server))).contains(NOON.plusSeconds(60));
        assertThat(budgets.pausedUntil(get(server).over(TlsMaterial.NONE, through(other))))
                .isEmpty();
        assertThat(budgets.heldBack()).isZero();
        clock.moveTo(NOON.plusSeconds(60));
        assertThat(budgets.pausedUntil(get(server))).isEmpty();
    }

    @Test
    void aHostIsCountedOnceWhoeverAnswersForIt() throws Exception {
        answers(other, 429, "900");
        answers(server, 429, "900");

        status(get(server).over(TlsMaterial.NONE, through(other)));
        ask(server);

        assertThat(budgets.pausedHosts()).isEqualTo(1);
    }

    @Test
    void whatIsAnsweredInClearDoesNotHoldForTls() throws Exception {
        answers(other, 429, "900");
        answers(other, 502, "");
        var secure = OutboundRequest.get(URI.create("https://127.0.0.1:" + server.getPort() + "/"), 1000)
                .over(TlsMaterial.NONE, through(other));

        assertThat(status(get(server).over(TlsMaterial.NONE, through(other)))).isEqualTo(429);

        assertThat(catchThrowableOfType(HttpFailureException.class, () -> http.send(secure, TIMEOUT))
                        .failure())
                .as("sent, and refused by the proxy")
                .isInstanceOf(HttpFailure.ProxyRefused.class);
    }

    @Test
    void whatIsAnsweredUnderAnAuthorityOfOnesOwnHoldsForThoseAloneWhoTrustIt() throws Exception {
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        try (var secure = new MockWebServer()) {
            secure.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
            secure.start();
            answers(secure, 429, "900");
            answers(secure, 429, "900");
            answers(secure, 200, "");
            var request = OutboundRequest.get(URI.create("https://127.0.0.1:" + secure.getPort() + "/"), 1000);
            var anybody = new TlsMaterial(Optional.empty(), Optional.empty(), true);
            var trusting = new TlsMaterial(Optional.of(certificate.certificatePem()), Optional.empty());
            var another = new HeldCertificate.Builder().build().certificatePem();
            var more = new TlsMaterial(Optional.of(certificate.certificatePem() + another), Optional.empty());

            assertThat(status(request.over(anybody, Optional.empty()))).isEqualTo(429);
            assertThat(status(request.over(trusting, Optional.empty()))).isEqualTo(429);
            assertThat(status(request.over(more, Optional.empty()))).isEqualTo(200);

            assertThat(secure.getRequestCount()).isEqualTo(3);
            assertThat(budgets.heldBack()).isZero();
        }
    }

    @Test
    void aProxyThatKeepsCallsWaitingTakesNoTurnsFromOthers() throws Exception {
        other.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
        answers(server, 200, "");
        var behindTheProxy =
                CompletableFuture.supplyAsync(() -> statusOf(get(server).over(TlsMaterial.NONE, through(other))));
        other.takeRequest();

        assertThat(ask(server)).isEqualTo(200);
        assertThat(behindTheProxy).isNotDone();
    }

    @Test
    void whoAsksWithoutBudgetsIsNotHeldBack() throws Exception {
        answers(server, 429, "900");
        answers(server, 200, "");

        assertThat(ask(server)).isEqualTo(429);

        try (var response = http.withoutBudgets().send(get(server), TIMEOUT)) {
            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(ask(server)).as("of the others").isEqualTo(429);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    private static Optional<HttpProxy> through(MockWebServer proxy) {
        return Optional.of(new HttpProxy("127.0.0.1", proxy.getPort(), Optional.empty()));
    }

    private static void answers(MockWebServer by, int status, String retryAfter) {
        var answer = new MockResponse.Builder().code(status);
        if (!retryAfter.isEmpty()) {
            answer.addHeader("Retry-After", retryAfter);
        }
        by.enqueue(answer.build());
    }

    private int ask(MockWebServer whom) throws IOException {
        return status(get(whom));
    }

    private int status(OutboundRequest request) throws IOException {
        try (var response = http.send(request, TIMEOUT)) {
            return response.status();
        }
    }

    private int statusOf(OutboundRequest request) {
        try {
            return status(request);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboundRequest get(MockWebServer whom) {
        return OutboundRequest.get(URI.create("http://127.0.0.1:" + whom.getPort() + "/"), 1 << 20);
    }
}
