package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.http.SocksProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that are reached by https and by SOCKS. */
class OutboundProxyTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Optional<HttpProxy.User> JANE = Optional.of(new HttpProxy.User("jane", "pw"));
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("behind.example")
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @BeforeEach
    void start() throws IOException {
        server.start();
        server.enqueue(new MockResponse.Builder().body("by proxy").build());
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private void overTls() {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslSocketFactory());
    }

    private static HttpProxy through(String address, Optional<HttpProxy.User> user) {
        return HttpProxy.at(address, user).orElseThrow();
    }

    private String get(String address, String authorities, HttpProxy proxy) throws IOException {
        try (var response = http.send(request(address, authorities, proxy), TIMEOUT)) {
            return response.beginning(100);
        }
    }

    private static OutboundRequest request(String address, String authorities, HttpProxy proxy) {
        var tls = new TlsMaterial(Optional.of(authorities).filter(pem -> !pem.isEmpty()), Optional.empty());
        return OutboundRequest.get(URI.create(address), 1000).over(tls, Optional.of(proxy));
    }

    private HttpFailure failure(String address, HttpProxy proxy) {
        return catchThrowableOfType(HttpFailureException.class, () -> get(address, "", proxy))
                .failure();
    }

    @Test
    void aSocksProxyResolvesTheName() throws Exception {
        try (var proxy = SocksProxy.start()) {
            var address = "http://behind.example:" + server.getPort() + "/x";

            assertThat(get(address, "", through(proxy.address(), Optional.empty())))
                    .isEqualTo("by proxy");

            assertThat(proxy.passed()).containsExactly("behind.example:" + server.getPort());
            assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET /x HTTP/1.1");
        }
    }

    @Test
    void aSocksProxyGetsItsLoginAndTheServerDoesNot() throws Exception {
        try (var proxy = SocksProxy.startFor("jane", "pw")) {
            var address = "http://127.0.0.1:" + server.getPort() + "/x";

            assertThat(get(address, "", through(proxy.address(), JANE))).isEqualTo("by proxy");

            assertThat(proxy.passed()).containsExactly("127.0.0.1:" + server.getPort());
            assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"))
                    .isNull();
        }
    }

    @Test
    void tlsGoesThroughASocksProxyToTheServer() throws Exception {
        overTls();
        try (var proxy = SocksProxy.start()) {
            var address = "https://behind.example:" + server.getPort() + "/x";

            assertThat(get(address, CERTIFICATE.certificatePem(), through(proxy.address(), Optional.empty())))
                    .isEqualTo("by proxy");
        }
    }

    @Test
    void aSocksProxyThatRefusesTheLoginSaysSo() {
        try (var proxy = SocksProxy.startFor("jane", "other")) {
            assertThat(failure("http://behind.example/", through(proxy.address(), JANE)))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(true));
            assertThat(failure("http://behind.example/", through(proxy.address(), Optional.empty())))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(false));
        }
    }

    @Test
    void whatASocksProxyCannotReachIsSaid() throws IOException {
        int closed;
        try (var port = new ServerSocket(0)) {
            closed = port.getLocalPort();
        }
        try (var proxy = SocksProxy.start()) {
            assertThat(failure("http://behind.example:" + closed + "/", through(proxy.address(), Optional.empty()))
                            .message())
                    .isEqualTo("the proxy '127.0.0.1' does not connect us: the connection was refused");
        }
    }

    @Test
    void aServerThatSpeaksNoSocksIsCalledSo() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = other.accept();
                        OutputStream out = client.getOutputStream()) {
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the client has left
                }
            });

            assertThat(failure(
                                    "http://behind.example/",
                                    through("socks5://127.0.0.1:" + other.getLocalPort(), Optional.empty()))
                            .message())
                    .contains("its answer is not one of SOCKS 5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "https", "http"})
    void o027_aProxyIsCheckedLikeAnyHost(String scheme) {
        assertThat(failure("http://behind.example/", through(scheme + "://169.254.169.254:1080", Optional.empty())))
                .isInstanceOf(HttpFailure.AddressForbidden.class);
        assertThat(failure("http://169.254.169.254/", through(scheme + "://127.0.0.1:1", Optional.empty())))
                .isInstanceOf(HttpFailure.AddressForbidden.class);
    }

    @Test
    void aProxyIsReachedOverTls() throws Exception {
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var address = "http://127.0.0.1:" + server.getPort() + "/x";

            assertThat(get(address, proxy.authority().orElseThrow(), through(proxy.address(), JANE)))
                    .isEqualTo("by proxy");

            assertThat(proxy.passed()).containsExactly("GET " + address);
        }
    }

    @Test
    void tlsGoesThroughAProxyThatIsReachedOverTls() throws Exception {
        overTls();
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var address = "https://127.0.0.1:" + server.getPort() + "/x";
            var authorities = CERTIFICATE.certificatePem() + proxy.authority().orElseThrow();

            assertThat(get(address, authorities, through(proxy.address(), JANE)))
                    .isEqualTo("by proxy");

            assertThat(proxy.passed()).containsExactly("CONNECT 127.0.0.1:" + server.getPort());
        }
    }

    @Test
    void aProxyOfAnUnknownAuthorityGetsNoLogin() {
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var failure = failure("http://127.0.0.1:" + server.getPort() + "/", through(proxy.address(), JANE));

            assertThat(failure.message())
                    .contains("with the proxy '127.0.0.1', or through it: the certificate is signed by an authority");
            assertThat(proxy.passed()).isEmpty();
        }
    }

    @Test
    void aProxyWhoseCertificateIsForAnotherNameIsRefused() throws Exception {
        var resolver = (HostResolver) _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (var named = new OutboundHttp(AddressRule.LOCAL, resolver);
                var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var port = URI.create(proxy.address()).getPort();
            var request = request(
                    "http://behind.example/",
                    proxy.authority().orElseThrow(),
                    through("https://proxy.example:" + port, JANE));

            assertThat(catchThrowableOfType(HttpFailureException.class, () -> named.send(request, TIMEOUT))
                            .failure())
                    .isInstanceOf(HttpFailure.TlsRefused.class);
            assertThat(proxy.passed()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://proxy            | HTTP   | proxy | 80
            http://proxy:3128/      | HTTP   | proxy | 3128
            HTTPS://proxy           | HTTPS  | proxy | 443
            socks5://proxy          | SOCKS5 | proxy | 1080
            socks5://[::1]:99       | SOCKS5 | ::1   | 99
            """)
    void anAddressNamesKindHostAndPort(String address, HttpProxy.Kind kind, String host, int port) {
        assertThat(HttpProxy.at(address, JANE)).contains(new HttpProxy(kind, host, port, JANE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy:3128", "ftp://proxy", "socks4://proxy", "http://", "http://p:0", "http://p:99999"})
    void anythingElseIsNotAProxy(String address) {
        assertThat(HttpProxy.at(address, JANE)).isEmpty();
    }
}
