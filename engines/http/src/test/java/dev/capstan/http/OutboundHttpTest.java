package dev.capstan.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long LIMIT = 1 << 20;

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer other = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

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

    @Test
    void sendsHeadersAndBodyAndReadsTheAnswer() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("Retry-After", "7")
                .body("made")
                .build());
        var request = OutboundRequest.post(at(server, "/hook?a=b"), "{}".getBytes(UTF_8), LIMIT)
                .with(Map.of("X-Team", "a"));

        try (var response = http.send(request, TIMEOUT)) {
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.header("retry-after")).contains("7");
            assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(response.beginning(100)).isEqualTo("made");
        }

        var received = server.takeRequest();
        assertThat(received.getRequestLine()).isEqualTo("POST /hook?a=b HTTP/1.1");
        assertThat(received.getHeaders().get("X-Team")).isEqualTo("a");
        assertThat(received.getHeaders().get("Accept-Encoding")).isEqualTo("identity");
        assertThat(received.getBody().utf8()).isEqualTo("{}");
    }

    @Test
    void aUserInTheAddressBecomesABasicLogin() throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        http.send(get(URI.create(at(server, "/").toString().replace("//", "//me:pw@"))), TIMEOUT)
                .close();

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Basic bWU6cHc=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "127.1",
                "0.0.0.0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "2130706433",
                "[::127.0.0.1]"
            })
    void o027_addressesOfThisMachineAreRefusedBeforeAnythingIsSent(String host) {
        try (var strict = new OutboundHttp(AddressRule.STRICT)) {
            var address = URI.create("http://" + host + ":" + server.getPort() + "/");

            assertThat(failureOf(() -> strict.send(get(address), TIMEOUT)))
                    .isInstanceOfAny(HttpFailure.AddressForbidden.class, HttpFailure.HostUnknown.class);
            assertThat(server.getRequestCount()).isZero();
        }
    }

    /** One allowed and one forbidden address: which of them is used would be chance. */
    @Test
    void o027_everyAddressOfAHostMustBeAllowed() {
        try (var resolved = new OutboundHttp(AddressRule.LOCAL, _ -> addresses("127.0.0.1", "169.254.169.254"))) {
            assertThat(failureOf(() -> resolved.send(get(named("two.example", "/")), TIMEOUT)))
                    .isEqualTo(
                            new HttpFailure.AddressForbidden("two.example", "169.254.169.254", "a link-local address"));
        }
    }

    /** A name server that answers a good address to the check and a bad one to whoever asks again. */
    @Test
    void o027_theAddressThatWasCheckedIsTheOneThatIsUsed() throws Exception {
        var asked = new AtomicInteger();
        HostResolver rebinding =
                _ -> asked.getAndIncrement() == 0 ? addresses("127.0.0.1") : addresses("169.254.169.254");
        try (var resolved = new OutboundHttp(AddressRule.LOCAL, rebinding)) {
            server.enqueue(new MockResponse.Builder().body("good").build());

            try (var response = resolved.send(get(named("rebinding.example", "/")), TIMEOUT)) {
                assertThat(response.beginning(10)).isEqualTo("good");
            }
            assertThat(asked).hasValue(1);

            assertThat(failureOf(() -> resolved.send(get(named("rebinding.example", "/")), TIMEOUT)))
                    .isInstanceOf(HttpFailure.AddressForbidden.class);
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void aKeptConnectionIsUsedAgainForTheSameAddressesOnly() throws Exception {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder().body("x").build());
            try (var response = http.send(get(at(server, "/")), TIMEOUT)) {
                assertThat(response.body().readAllBytes()).hasSize(1);
            }
        }

        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsReadButForItsEndGivesItsConnectionBack() throws Exception {
        server.enqueue(new MockResponse.Builder().chunkedBody("text", 4).build());
        server.enqueue(new MockResponse.Builder().body("x").build());

        try (var first = http.send(get(at(server, "/")), TIMEOUT)) {
            assertThat(first.body().readNBytes(4)).hasSize(4);
            first.finish();
            http.send(get(at(server, "/")), TIMEOUT).close();

            assertThat(first.body().read()).isEqualTo(-1);
        }

        server.takeRequest();
        assertThat(server.takeRequest().getExchangeIndex()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsClosedNeedsNoFinish() throws Exception {
        server.enqueue(new MockResponse.Builder().chunkedBody("text", 4).build());

        OutboundResponse answer = http.send(get(at(server, "/")), TIMEOUT);
        answer.close();

        assertThatCode(answer::finish).doesNotThrowAnyException();
    }

    @Test
    void redirectsAreAnswersUnlessTheyAreAskedFor() throws Exception {
        server.enqueue(redirect(at(other, "/b").toString()));

        try (var response = http.send(get(at(server, "/a")), TIMEOUT)) {
            assertThat(response.status()).isEqualTo(302);
        }
        assertThat(other.getRequestCount()).isZero();
    }

    @Test
    void g007_credentialsStayWithTheirOrigin() throws Exception {
        server.enqueue(redirect("/same"));
        server.enqueue(redirect(at(other, "/b").toString()));
        other.enqueue(new MockResponse.Builder().body("there").build());
        var request = get(at(server, "/a"))
                .with(Map.of("Authorization", "Bearer s3cret", "Cookie", "c", "Accept", "*/*"))
                .following(2);

        try (var response = http.send(request, TIMEOUT)) {
            assertThat(response.beginning(10)).isEqualTo("there");
        }

        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
        var stranger = other.takeRequest().getHeaders();
        assertThat(stranger.get("Authorization")).isNull();
        assertThat(stranger.get("Cookie")).isNull();
        assertThat(stranger.get("Accept")).isEqualTo("*/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "http://[fd00:ec2::254]/latest", "http://2852039166/"})
    void o027_aRedirectToAForbiddenAddressIsNotFollowed(String place) {
        server.enqueue(redirect(place));

        assertThat(failureOf(() -> http.send(get(at(server, "/")).following(5), TIMEOUT)))
                .isInstanceOfAny(HttpFailure.AddressForbidden.class, HttpFailure.HostUnknown.class);
    }

    @Test
    void redirectsAreCounted() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(redirect("/again"));
        }

        assertThat(failureOf(() -> http.send(get(at(server, "/")).following(2), TIMEOUT)))
                .isEqualTo(new HttpFailure.RedirectRefused(server.getHostName(), "there are too many redirects"));
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aBodyIsNotSentToAnotherPlace() {
        server.enqueue(redirect(at(other, "/").toString()));
        var request = OutboundRequest.post(at(server, "/"), new byte[1], LIMIT).following(1);

        assertThat(failureOf(() -> http.send(request, TIMEOUT))).isInstanceOf(HttpFailure.RedirectRefused.class);
    }

    @Test
    void theTimeIncludesTheNameService() {
        var never = new CountDownLatch(1);
        HostResolver slow = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return List.of();
        };
        try (var resolved = new OutboundHttp(AddressRule.LOCAL, slow)) {
            assertThat(failureOf(() -> resolved.send(get(named("slow.example", "/")), Duration.ofMillis(200))))
                    .isEqualTo(new HttpFailure.TimedOut("slow.example", Duration.ofMillis(200)));
        } finally {
            never.countDown();
        }
    }

    @Test
    void g011_aServerThatDoesNotAnswerIsLeftInTime() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(failureOf(() -> http.send(get(address), Duration.ofMillis(300))))
                    .isEqualTo(new HttpFailure.TimedOut("127.0.0.1", Duration.ofMillis(300)));
        }
    }

    @Test
    void g011_aServerThatDripsIsLeftInTime() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(1000))
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build());

        try (var response = http.send(get(at(server, "/")), Duration.ofMillis(500))) {
            var failure = catchThrowableOfType(
                    HttpFailureException.class, () -> response.body().readAllBytes());
            assertThat(failure.failure()).isInstanceOf(HttpFailure.TimedOut.class);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsNotReadToItsEnd() throws Exception {
        server.enqueue(new MockResponse.Builder().body("x".repeat(5000)).build());

        try (var response = http.send(OutboundRequest.get(at(server, "/"), 1000), TIMEOUT)) {
            assertThatThrownBy(() -> response.body().readAllBytes())
                    .isInstanceOf(HttpFailureException.class)
                    .hasMessage("the answer has more than the allowed 1000 bytes");
        }
    }

    @Test
    void anAnswerThatIsAbortedWakesItsReader() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(1000))
                .throttleBody(1, 10, TimeUnit.SECONDS)
                .build());
        var response = http.send(get(at(server, "/")), TIMEOUT);
        var begun = new CountDownLatch(1);
        var aborting = Thread.ofVirtual().start(() -> {
            try {
                begun.await();
                response.abort();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> {
                    begun.countDown();
                    response.body().readAllBytes();
                })
                .isInstanceOf(IOException.class);
        aborting.join();
    }

    @Test
    void aClosedPortIsNamed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(failureOf(() -> http.send(get(URI.create("http://127.0.0.1:" + port + "/")), TIMEOUT)))
                .isEqualTo(new HttpFailure.ConnectionRefused("127.0.0.1", port));
    }

    @Test
    void n087_aHeaderThatCannotBeSentIsNamedWithoutItsValue() {
        var request = get(at(server, "/")).with(Map.of("Authorization", "Bearer s3cret\n"));

        var failure = failureOf(() -> http.send(request, TIMEOUT));

        assertThat(failure).isEqualTo(new HttpFailure.HeaderMalformed("Authorization"));
        assertThat(failure.message()).doesNotContain("s3cret");
    }

    @Test
    void onlyHttpIsSent() {
        for (String address : List.of("ftp://x/y", "file:///etc/passwd", "http:///x", "relative")) {
            assertThat(failureOf(() -> http.send(get(URI.create(address)), TIMEOUT)))
                    .isInstanceOf(HttpFailure.AddressMalformed.class);
        }
    }

    @Test
    void aProxyGetsItsLoginAndIsCheckedLikeAnyHost() throws Exception {
        other.enqueue(new MockResponse.Builder().body("by proxy").build());
        var proxy = new HttpProxy("127.0.0.1", other.getPort(), Optional.of(new HttpProxy.User("jane", "pw")));
        var request = get(URI.create("http://behind.example/x")).over(TlsMaterial.NONE, Optional.of(proxy));

        try (var response = http.send(request, TIMEOUT)) {
            assertThat(response.beginning(10)).isEqualTo("by proxy");
        }
        var received = other.takeRequest();
        assertThat(received.getRequestLine()).isEqualTo("GET http://behind.example/x HTTP/1.1");
        assertThat(received.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic amFuZTpwdw==");

        try (var strict = new OutboundHttp(AddressRule.STRICT)) {
            assertThat(failureOf(() -> strict.send(request, TIMEOUT))).isInstanceOf(HttpFailure.AddressForbidden.class);
        }
        var metadata = get(URI.create("http://169.254.169.254/")).over(TlsMaterial.NONE, Optional.of(proxy));
        assertThat(failureOf(() -> http.send(metadata, TIMEOUT))).isInstanceOf(HttpFailure.AddressForbidden.class);
    }

    @Test
    void aTunnelGetsTheLoginOfTheProxyAndNothingElse() throws Exception {
        other.enqueue(new MockResponse.Builder().code(407).build());
        var proxy = new HttpProxy("127.0.0.1", other.getPort(), Optional.of(new HttpProxy.User("jane", "wrong")));
        var request = get(URI.create("https://behind.example/x"))
                .with(Map.of("Authorization", "Bearer s3cret"))
                .over(TlsMaterial.NONE, Optional.of(proxy));

        assertThat(failureOf(() -> http.send(request, TIMEOUT))).isEqualTo(new HttpFailure.ProxyLoginRefused(true));

        var received = other.takeRequest();
        assertThat(received.getRequestLine()).isEqualTo("CONNECT behind.example:443 HTTP/1.1");
        assertThat(received.getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
        assertThat(received.getHeaders().get("Authorization")).isNull();
    }

    private interface Sending {
        OutboundResponse send() throws HttpFailureException;
    }

    private static HttpFailure failureOf(Sending sending) {
        return catchThrowableOfType(
                        HttpFailureException.class, () -> sending.send().close())
                .failure();
    }

    private static OutboundRequest get(URI address) {
        return OutboundRequest.get(address, LIMIT);
    }

    private static URI at(MockWebServer server, String path) {
        return server.url(path).uri();
    }

    private URI named(String host, String path) {
        return URI.create("http://" + host + ":" + server.getPort() + path);
    }

    private static List<InetAddress> addresses(String... literals) {
        return List.of(literals).stream().map(InetAddress::ofLiteral).toList();
    }

    private static MockResponse redirect(String location) {
        return new MockResponse.Builder()
                .code(302)
                .addHeader("Location", location)
                .build();
    }
}
