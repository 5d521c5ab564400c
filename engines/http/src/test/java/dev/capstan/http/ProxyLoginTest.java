package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.testkit.http.ForwardProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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

/** Who learns the login of a proxy: the proxy. */
class ProxyLoginTest {
    private static final Optional<HttpProxy.User> JANE = Optional.of(new HttpProxy.User("jane", "pw"));
    private static final MockResponse WANTS_LOGIN = new MockResponse.Builder()
            .code(407)
            .addHeader("Proxy-Authenticate", "Basic realm=\"mine\"")
            .build();

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private final MockWebServer server = new MockWebServer();
    private final MockWebServer clear = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.start();
        clear.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
        clear.close();
    }

    private int status(MockWebServer target, ForwardProxy proxy) throws IOException {
        var authorities = certificate.certificatePem() + proxy.authority().orElse("");
        var request = OutboundRequest.get(address(target), 1000)
                .over(new TlsMaterial(Optional.of(authorities), Optional.empty()), HttpProxy.at(proxy.address(), JANE))
                .following(1);
        try (var response = http.send(request, Duration.ofSeconds(10))) {
            return response.status();
        }
    }

    private URI address(MockWebServer target) {
        return URI.create((target == server ? "https" : "http") + "://127.0.0.1:" + target.getPort() + "/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerBehindATunnelThatAsksForTheLoginDoesNotGetIt(boolean isReachedOverTls) throws Exception {
        server.enqueue(WANTS_LOGIN);
        server.enqueue(new MockResponse.Builder().build());
        try (var proxy =
                isReachedOverTls ? ForwardProxy.startOverTls("jane", "pw") : ForwardProxy.startFor("jane", "pw")) {

            assertThat(status(server, proxy)).isEqualTo(407);

            assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"))
                    .isNull();
            assertThat(server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void aServerInClearThatAsksForTheLoginIsNotAskedAgain() throws Exception {
        clear.enqueue(WANTS_LOGIN);
        clear.enqueue(new MockResponse.Builder().build());
        try (var proxy = ForwardProxy.startFor("jane", "pw")) {

            assertThat(status(clear, proxy)).isEqualTo(407);

            assertThat(proxy.passed()).hasSize(1);
        }
    }

    @Test
    void aRedirectFromClearToTlsLeavesTheLoginWithTheProxy() throws Exception {
        clear.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", address(server).toString())
                .build());
        server.enqueue(new MockResponse.Builder().build());
        try (var proxy = ForwardProxy.startFor("jane", "pw")) {

            assertThat(status(clear, proxy)).isEqualTo(200);

            assertThat(proxy.passed())
                    .containsExactly("GET " + address(clear), "CONNECT 127.0.0.1:" + server.getPort());
            assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization"))
                    .isNull();
        }
    }
}
