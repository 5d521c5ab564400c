package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.http.SocksProxy;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not use a connection that another opened. */
class ConnectionKeyTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private static final TlsMaterial TLS = new TlsMaterial(Optional.of(CERTIFICATE.certificatePem()), Optional.empty());

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer clear = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslSocketFactory());
        for (var each : List.of(server, clear)) {
            each.start();
            for (int i = 0; i < 3; i++) {
                each.enqueue(new MockResponse.Builder().body("by proxy").build());
            }
        }
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        clear.close();
    }

    private String get(URI address, TlsMaterial tls, HttpProxy proxy) throws IOException {
        var request = OutboundRequest.get(address, 1000).over(tls, Optional.of(proxy));
        try (var response = http.send(request, Duration.ofSeconds(10))) {
            return response.beginning(100);
        }
    }

    private HttpFailure failure(URI address, TlsMaterial tls, HttpProxy proxy) {
        return catchThrowableOfType(HttpFailureException.class, () -> get(address, tls, proxy))
                .failure();
    }

    private URI at(boolean isClear) {
        return URI.create(
                isClear ? "http://127.0.0.1:" + clear.getPort() + "/" : "https://127.0.0.1:" + server.getPort() + "/");
    }

    private static TlsMaterial trusting(ForwardProxy proxy) {
        var authorities = CERTIFICATE.certificatePem() + proxy.authority().orElseThrow();
        return new TlsMaterial(Optional.of(authorities), Optional.empty());
    }

    private static HttpProxy proxy(String kind, int port, String user) {
        return new HttpProxy(
                HttpProxy.Kind.valueOf(kind),
                "127.0.0.1",
                port,
                Optional.of(new HttpProxy.User(user, "pw")).filter(_ -> !user.isEmpty()));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThroughASocksProxyIsOfItsUserAlone(boolean isClear) throws Exception {
        var address = at(isClear);
        try (var proxy = SocksProxy.startFor("jane", "pw")) {
            assertThat(get(address, TLS, proxy("SOCKS5", proxy.port(), "jane"))).isEqualTo("by proxy");

            assertThat(failure(address, TLS, proxy("SOCKS5", proxy.port(), "eve")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(true));
            assertThat(failure(address, TLS, proxy("SOCKS5", proxy.port(), "")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(false));
        }
    }

    @Test
    void aTunnelIsOfItsUserAlone() throws Exception {
        try (var proxy = ForwardProxy.startFor("jane", "pw")) {
            var port = URI.create(proxy.address()).getPort();
            assertThat(get(at(false), TLS, proxy("HTTP", port, "jane"))).isEqualTo("by proxy");

            assertThat(failure(at(false), TLS, proxy("HTTP", port, "eve")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(true));
            assertThat(failure(at(false), TLS, proxy("HTTP", port, "")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(false));
        }
    }

    @Test
    void aTunnelThroughAProxyThatIsReachedOverTlsIsOfItsUserAlone() throws Exception {
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var port = URI.create(proxy.address()).getPort();
            assertThat(get(at(false), trusting(proxy), proxy("HTTPS", port, "jane")))
                    .isEqualTo("by proxy");

            assertThat(failure(at(false), trusting(proxy), proxy("HTTPS", port, "eve")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(true));
            assertThat(failure(at(false), trusting(proxy), proxy("HTTPS", port, "")))
                    .isEqualTo(new HttpFailure.ProxyLoginRefused(false));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionIsOfOnePortOfAProxyAlone(boolean isClear) throws Exception {
        var address = at(isClear);
        var closed = closedPort();
        try (var socks = SocksProxy.startFor("jane", "pw");
                var forward = ForwardProxy.start();
                var secret = ForwardProxy.startOverTls("jane", "pw")) {
            get(address, trusting(secret), proxy("SOCKS5", socks.port(), "jane"));
            get(
                    address,
                    trusting(secret),
                    proxy("HTTP", URI.create(forward.address()).getPort(), "jane"));
            get(
                    address,
                    trusting(secret),
                    proxy("HTTPS", URI.create(secret.address()).getPort(), "jane"));

            for (var kind : HttpProxy.Kind.values()) {
                assertThat(failure(address, trusting(secret), proxy(kind.name(), closed, "jane")))
                        .as(kind.name())
                        .isEqualTo(new HttpFailure.ConnectionRefused("127.0.0.1", closed));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionToAProxyOverTlsIsOfThoseAloneWhoTrustIt(boolean isClear) throws Exception {
        var address = at(isClear);
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var port = URI.create(proxy.address()).getPort();
            assertThat(get(address, trusting(proxy), proxy("HTTPS", port, "jane")))
                    .isEqualTo("by proxy");

            assertThat(failure(address, TLS, proxy("HTTPS", port, "jane"))).isInstanceOf(HttpFailure.TlsRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionIsOfOneKindOfProxyAlone(boolean isClear) throws Exception {
        var address = at(isClear);
        try (var proxy = ForwardProxy.startOverTls("jane", "pw")) {
            var port = URI.create(proxy.address()).getPort();
            assertThat(get(address, trusting(proxy), proxy("HTTPS", port, "jane")))
                    .isEqualTo("by proxy");

            assertThat(failure(address, trusting(proxy), proxy("HTTP", port, "jane")))
                    .as("the proxy does not speak in clear")
                    .isNotNull();
            assertThat(proxy.passed()).hasSize(1);
        }
    }
}
