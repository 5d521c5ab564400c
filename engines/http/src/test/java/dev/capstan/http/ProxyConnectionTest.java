package dev.capstan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.testkit.http.ForwardProxy;
import dev.capstan.testkit.http.SocksProxy;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connections to a proxy are made, kept and given up. */
class ProxyConnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("behind.example")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    private static final InetAddress UNUSED = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress USED = InetAddress.ofLiteral("127.0.0.1");

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger asked = new AtomicInteger();

    /** A name service that answers in another order each time. */
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, _ -> {
        var answer = new ArrayList<>(List.of(UNUSED, USED));
        Collections.rotate(answer, asked.getAndIncrement());
        return answer;
    });

    @BeforeEach
    void start() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslSocketFactory());
        server.start();
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().body("by proxy").build());
        }
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private String get(String host, HttpProxy proxy) throws IOException {
        var tls = new TlsMaterial(Optional.of(CERTIFICATE.certificatePem()), Optional.empty());
        var address = URI.create("https://" + host + ":" + server.getPort() + "/");
        var request = OutboundRequest.get(address, 1000).over(tls, Optional.of(proxy));
        try (var response = http.send(request, TIMEOUT)) {
            return response.beginning(100);
        }
    }

    private static HttpProxy named(String kind, int port, String user) {
        return HttpProxy.at(
                        kind + "://proxy.example:" + port,
                        Optional.of(new HttpProxy.User(user, "pw")).filter(_ -> !user.isEmpty()))
                .orElseThrow();
    }

    @Test
    void eachAddressOfASocksProxyIsTried() throws Exception {
        try (var proxy = SocksProxy.start()) {
            assertThat(get("behind.example", named("socks5", proxy.port(), ""))).isEqualTo("by proxy");

            assertThat(proxy.passed()).containsExactly("behind.example:" + server.getPort());
        }
    }

    @Test
    void aConnectionThroughASocksProxyIsUsedAgainWhateverOrderItsAddressesCome() throws Exception {
        try (var proxy = SocksProxy.start()) {
            get("behind.example", named("socks5", proxy.port(), ""));
            get("behind.example", named("socks5", proxy.port(), ""));

            assertThat(proxy.passed()).hasSize(1);
        }
    }

    @Test
    void aTunnelIsUsedAgainByTheSameUser() throws Exception {
        try (var proxy = ForwardProxy.start()) {
            var port = URI.create(proxy.address()).getPort();

            get("127.0.0.1", named("http", port, "jane"));
            get("127.0.0.1", named("http", port, "jane"));
            assertThat(proxy.passed()).hasSize(1);

            get("127.0.0.1", named("http", port, "eve"));
            assertThat(proxy.passed()).as("of another user").hasSize(2);
        }
    }

    /** Closing a TLS socket says goodbye, and must not wait for a peer that does not listen. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aProxyThatReadsNoMoreDoesNotOutlastTheTimeout() throws Exception {
        var certificate = TestCertificate.create();
        var done = new CountDownLatch(1);
        try (var proxy = (SSLServerSocket) certificate
                .forServer(Optional.empty())
                .getSSLContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, USED)) {
            Thread.ofVirtual().start(() -> {
                try (var client = (SSLSocket) proxy.accept()) {
                    client.startHandshake();
                    done.await();
                } catch (IOException e) {
                    // the test is over
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            var request = new OutboundRequest(
                    "PUT",
                    URI.create("http://behind.example/"),
                    Map.of(),
                    Optional.of(new byte[32 << 20]),
                    new TlsMaterial(Optional.of(certificate.pem()), Optional.empty()),
                    HttpProxy.at("https://127.0.0.1:" + proxy.getLocalPort(), Optional.empty()),
                    0,
                    1000);

            assertThat(catchThrowableOfType(HttpFailureException.class, () -> http.send(request, Duration.ofSeconds(1)))
                            .failure())
                    .isInstanceOf(HttpFailure.TimedOut.class);
        } finally {
            done.countDown();
        }
    }
}
