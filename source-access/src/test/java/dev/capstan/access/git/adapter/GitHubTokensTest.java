package dev.capstan.access.git.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.GitHubApp.Installation;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.testkit.time.MovableClock;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that verifies the proof of the App as GitHub does. */
class GitHubTokensTest {
    private static final Installation NUMBERED = new Installation.Numbered("456");

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private GitHubTokens tokens;
    private GitHubAppServer github;

    @BeforeEach
    void start() {
        github = GitHubAppServer.start();
        tokens = new GitHubTokens(http, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        github.close();
        http.close();
    }

    private GitHubApp app(Installation installation) {
        return app("123", installation, github.privateKey());
    }

    private GitHubApp app(String id, Installation installation, String key) {
        return new GitHubApp(id, installation, key, URI.create(github.url()));
    }

    private AccessResult<String> ask(GitHubApp app) {
        return ask(app, Optional.empty(), Duration.ofSeconds(10));
    }

    private AccessResult<String> ask(GitHubApp app, Optional<HttpProxy> proxy, Duration timeout) {
        return tokens.token(app, TlsMaterial.NONE, proxy, Deadline.in(timeout));
    }

    private static String messageOf(AccessResult<String> result) {
        return result.map(token -> "got " + token).orElse(AccessFailure::message);
    }

    /** Someone who asks in a thread of its own. */
    private record Asker(Thread thread, FutureTask<AccessResult<String>> answer) {
        static Asker of(Callable<AccessResult<String>> asking) {
            var answer = new FutureTask<>(asking);
            return new Asker(Thread.ofVirtual().start(answer), answer);
        }

        /** The same, once others are waited for. */
        Asker waiting() {
            await().pollInterval(Duration.ofMillis(2)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            return this;
        }

        String message() throws Exception {
            return messageOf(answer.get(10, TimeUnit.SECONDS));
        }
    }

    /** A first question that is under way. */
    private Asker underWay(GitHubApp app) {
        github.hold();
        var first = Asker.of(() -> ask(app));
        await().until(() -> github.requests().size() == 1);
        return first;
    }

    private String token(GitHubApp app) {
        return ask(app).orElse(failure -> {
            throw new AssertionError(failure.message());
        });
    }

    private AccessFailure failure(GitHubApp app) {
        return ask(app).<AccessFailure>map(token -> {
                    throw new AssertionError("got " + token);
                })
                .orElse(failure -> failure);
    }

    @Test
    void provesWhoItIsAndGetsAToken() {
        assertThat(token(app(NUMBERED))).isEqualTo("ghs_1");
        assertThat(github.requests()).containsExactly("POST /api/v3/app/installations/456/access_tokens");
    }

    @Test
    void readsAKeyAsGitHubOffersItForDownload() throws Exception {
        var text = new StringWriter();
        try (var parser = new PEMParser(new StringReader(github.privateKey()));
                var writer = new PemWriter(text)) {
            var key = (PrivateKeyInfo) parser.readObject();
            writer.writeObject(new PemObject(
                    "RSA PRIVATE KEY", key.parsePrivateKey().toASN1Primitive().getEncoded()));
        }

        assertThat(token(app("123", NUMBERED, text.toString()))).isEqualTo("ghs_1");
    }

    @Test
    void findsTheInstallationOfAnOwner() {
        assertThat(token(app(new Installation.Of("jane")))).isEqualTo("ghs_1");
        assertThat(github.requests())
                .startsWith("GET /api/v3/orgs/jane/installation", "GET /api/v3/users/jane/installation");
    }

    @Test
    void keepsATokenUntilShortlyBeforeItExpires() {
        token(app(NUMBERED));
        assertThat(token(app(NUMBERED))).isEqualTo("ghs_1");
        assertThat(github.requests()).hasSize(1);

        github.expiresAt(Instant.now().plus(Duration.ofMinutes(4)));
        tokens.forget(app(NUMBERED).identity(), "ghs_1");
        assertThat(token(app(NUMBERED))).isEqualTo("ghs_2");
        assertThat(token(app(NUMBERED))).as("four minutes are too few").isEqualTo("ghs_3");
    }

    @Test
    void aTokenIsForItsAppOnly() {
        token(app(NUMBERED));

        assertThat(failure(app("124", NUMBERED, github.privateKey())).reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void aTokenThatWasForgottenIsIssuedAnew() {
        token(app(NUMBERED));

        tokens.forget(app(NUMBERED).identity(), "ghs_1");

        assertThat(token(app(NUMBERED))).isEqualTo("ghs_2");
    }

    /** A hundred objects share a token, and each of them reports the same refusal. */
    @Test
    void aTokenThatWasIssuedSinceIsNotForgotten() {
        token(app(NUMBERED));
        tokens.forget(app(NUMBERED).identity(), "ghs_1");
        token(app(NUMBERED));

        tokens.forget(app(NUMBERED).identity(), "ghs_1");

        assertThat(token(app(NUMBERED))).isEqualTo("ghs_2");
    }

    @Test
    void manyWhoAskAtOnceAskOnce() {
        var all = IntStream.range(0, 20)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> token(app(NUMBERED)), threads))
                .toList();

        assertThat(all)
                .allSatisfy(one -> assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("ghs_1"));
        assertThat(github.requests()).hasSize(1);
    }

    @Test
    void manyWhoAreRefusedAtOnceAskTwice() throws Exception {
        var unknown = app("124", NUMBERED, github.privateKey());
        var all = new ArrayList<Asker>();
        all.add(underWay(unknown));
        for (int i = 1; i < 20; i++) {
            all.add(Asker.of(() -> ask(unknown)).waiting());
        }

        github.release(20);

        for (var one : all) {
            assertThat(one.message()).contains("GitHub refuses the App (HTTP 401");
        }
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void aBrokenProxyIsNotTheProxyOfTheOthers() throws Exception {
        var first = underWay(app(NUMBERED));

        var refused = ask(app(NUMBERED), Optional.of(new HttpProxy("127.0.0.1", 1, Optional.empty())), SHORT);

        assertThat(messageOf(refused)).contains("connection refused by port 1");
        github.release(1);
        assertThat(first.message()).isEqualTo("got ghs_1");
    }

    @Test
    void theTimeoutOfAnotherIsNotTakenForOnesOwn() throws Exception {
        var unknown = app("124", NUMBERED, github.privateKey());
        var first = underWay(unknown);
        var hasty = Asker.of(() -> ask(unknown, Optional.empty(), SHORT)).waiting();
        var other = Asker.of(() -> ask(unknown)).waiting();

        github.release(1);

        assertThat(first.message()).contains("HTTP 401");
        assertThat(hasty.message()).contains("within the timeout");
        github.release(2);
        assertThat(other.message()).contains("HTTP 401");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | Retry-After       | 90    | You have exceeded a secondary limit      | 90
            429 | Retry-After       | 90    | slow down                                | 90
            403 | X-RateLimit-Reset | 1200  | API limit exceeded for installation ID 1 | 1200
            403 | X-RateLimit-Reset | 90000 | API limit exceeded for installation ID 1 | 3600
            403 | X-Other           | 1     | You have exceeded a secondary rate limit | 60
            """)
    void whoWasAskedTooOftenIsNotAskedBeforeTheTimeItNames(
            int status, String header, long seconds, String message, long pause) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var now = MovableClock.at(start);
        var end = start.plusSeconds(pause);
        var value = header.equals("X-RateLimit-Reset") ? start.getEpochSecond() + seconds : seconds;
        tokens = new GitHubTokens(http, now);
        github.answers(status, message, Map.of(header, Long.toString(value), "X-RateLimit-Remaining", "0"));

        var failure = failure(app(NUMBERED));

        assertThat(failure.family()).isEqualTo(Failure.Family.DEPENDENCY);
        assertThat(failure.message())
                .endsWith("GitHub wants to be asked less often (HTTP " + status + ": " + message
                        + "); it is asked again after " + end);
        now.moveTo(end.minusMillis(1));
        assertThat(failure(app(NUMBERED)).message()).isEqualTo(failure.message());
        assertThat(github.requests()).hasSize(1);
        now.moveTo(end);
        assertThat(ask(app(NUMBERED))).isNotNull();
        assertThat(github.requests()).hasSize(2);
    }

    @Test
    void anAppThatGitHubDoesNotKnowIsToldWhatToCheck() {
        var failure = failure(app("124", NUMBERED, github.privateKey()));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.family()).isEqualTo(Failure.Family.USER_INPUT);
        assertThat(failure.message())
                .isEqualTo(
                        "no token for the GitHub App 124 from '127.0.0.1': GitHub refuses the App (HTTP 401: A JSON web"
                                + " token could not be decoded); check 'githubAppID' and 'githubAppPrivateKey'");
    }

    @Test
    void anInstallationThatIsGoneIsNamed() {
        assertThat(failure(app(new Installation.Numbered("457"))).message())
                .contains("the App has no installation 457 (HTTP 404)");
        assertThat(failure(app(new Installation.Of("eve"))).message())
                .contains("the App is not installed for 'eve' (HTTP 404)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | USER_INPUT | the installation may not be used (HTTP 403: This installation has been suspended)
            503 | DEPENDENCY | no token is issued (HTTP 503: This installation has been suspended)
            """)
    void aRefusalIsSaidOnOneLine(int status, Failure.Family family, String expected) {
        github.answers(status);

        var failure = failure(app(NUMBERED));

        assertThat(failure.family()).isEqualTo(family);
        assertThat(failure.message()).endsWith(expected);
    }

    @Test
    void aServerThatIsDownIsADependency() {
        github.close();

        var failure = failure(app(NUMBERED));

        assertThat(failure.family()).isEqualTo(Failure.Family.DEPENDENCY);
        assertThat(failure.message()).contains("from '127.0.0.1': connection refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SECRET
            -----BEGIN PRIVATE KEY-----SECRET-----END PRIVATE KEY-----
            """)
    void aKeyThatCannotBeReadIsNotShown(String key) {
        var failure = failure(app("123", NUMBERED, key));

        assertThat(failure).isInstanceOf(AccessFailure.TokenNotIssued.class);
        assertThat(failure.message())
                .endsWith("'githubAppPrivateKey' is not an RSA key in PEM")
                .doesNotContain("SECRET");
    }
}
