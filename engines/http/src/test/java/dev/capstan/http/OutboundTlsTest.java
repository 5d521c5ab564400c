package dev.capstan.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said about each thing that can be wrong with TLS. */
class OutboundTlsTest {
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void aGivenAuthorityIsTrusted() throws IOException {
        serve(certificate().build(), false);

        assertThat(get(trusting(AUTHORITY))).isEqualTo("ok");
    }

    @Test
    void whoAskedForThatTakesAnyServer() throws IOException {
        serve(
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("other.example")
                        .signedBy(AUTHORITY)
                        .build(),
                false);

        assertThat(get(new TlsMaterial(Optional.empty(), Optional.empty(), true)))
                .isEqualTo("ok");
        assertThat(whyNot(TlsMaterial.NONE)).contains("not known");
    }

    @Test
    void anUnknownAuthorityIsSaidInWords() throws IOException {
        serve(certificate().build(), false);

        assertThat(whyNot(TlsMaterial.NONE))
                .contains("authority that is not known")
                .contains("ca.crt");
    }

    @Test
    void aCertificateThatHasExpiredIsSaidInWords() throws IOException {
        long now = System.currentTimeMillis();
        long day = TimeUnit.DAYS.toMillis(1);
        serve(certificate().validityInterval(now - 2 * day, now - day).build(), false);

        assertThat(whyNot(trusting(AUTHORITY))).contains("has expired");
    }

    @Test
    void aCertificateForAnotherHostIsSaidInWords() throws IOException {
        serve(
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("other.example")
                        .signedBy(AUTHORITY)
                        .build(),
                false);

        assertThat(whyNot(trusting(AUTHORITY))).contains("is for another host than");
    }

    @Test
    void aPortWithoutTlsIsSaidInWords() throws IOException {
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInClear(plain));

            assertThat(failureAt(plain.getLocalPort(), TlsMaterial.NONE).message())
                    .contains("does not speak TLS");
        }
    }

    @Test
    void aClientCertificateIsShownWhenItIsAskedFor() throws IOException {
        serve(certificate().build(), true);
        var ours = new HeldCertificate.Builder().signedBy(AUTHORITY).build();

        assertThat(get(with(ours, ours))).isEqualTo("ok");
    }

    @Test
    void aClientCertificateThatIsMissingIsSaidInWords() throws IOException {
        serve(certificate().build(), true);

        // The server may close the connection before its reason can be read.
        assertThat(failure(trusting(AUTHORITY)))
                .isInstanceOfAny(HttpFailure.TlsRefused.class, HttpFailure.ConnectionBroken.class)
                .satisfies(it -> assertThat(it.message()).doesNotContain("Exception"));
    }

    @Test
    void aKeyThatDoesNotBelongToItsCertificateIsFoundBeforeConnecting() throws IOException {
        serve(certificate().build(), true);
        var ours = new HeldCertificate.Builder().signedBy(AUTHORITY).build();
        var theirs = new HeldCertificate.Builder().signedBy(AUTHORITY).build();

        assertThat(failure(with(ours, theirs)))
                .isEqualTo(new HttpFailure.TlsMaterialUnusable("the private key does not belong to the certificate"));
    }

    @Test
    void whatIsNotACertificateIsNotQuoted() throws IOException {
        server.start();
        var material = new TlsMaterial(Optional.of("-----BEGIN s3cret"), Optional.empty());

        assertThat(failure(material))
                .isInstanceOf(HttpFailure.TlsMaterialUnusable.class)
                .satisfies(it -> assertThat(it.message()).doesNotContain("s3cret"));
    }

    private static void answerInClear(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().readNBytes(100);
        } catch (IOException e) {
            // The other side ends the connection, which is what the test is about.
        }
    }

    private static HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(AUTHORITY);
    }

    private static TlsMaterial trusting(HeldCertificate authority) {
        return new TlsMaterial(Optional.of(authority.certificatePem()), Optional.empty());
    }

    private static TlsMaterial with(HeldCertificate certificate, HeldCertificate key) {
        return new TlsMaterial(
                Optional.of(AUTHORITY.certificatePem()),
                Optional.of(new TlsMaterial.ClientCertificate(certificate.certificatePem(), key.privateKeyPkcs8Pem())));
    }

    private void serve(HeldCertificate certificate, boolean asksForClients) throws IOException {
        var certificates = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        server.useHttps(certificates.sslSocketFactory());
        if (asksForClients) {
            server.requireClientAuth();
        }
        server.enqueue(new MockResponse.Builder().body("ok").build());
        server.start();
    }

    private String get(TlsMaterial tls) throws IOException {
        try (var response = http.send(request(server.getPort(), tls), Duration.ofSeconds(10))) {
            return response.beginning(10);
        }
    }

    private HttpFailure failure(TlsMaterial tls) {
        return failureAt(server.getPort(), tls);
    }

    private HttpFailure failureAt(int port, TlsMaterial tls) {
        return catchThrowableOfType(
                        HttpFailureException.class,
                        () -> http.send(request(port, tls), Duration.ofSeconds(10))
                                .close())
                .failure();
    }

    private String whyNot(TlsMaterial tls) {
        var failure = failure(tls);
        assertThat(failure).isInstanceOf(HttpFailure.TlsRefused.class);
        assertThat(failure.message()).doesNotContain("Exception").doesNotContain("PKIX");
        return failure.message();
    }

    private static OutboundRequest request(int port, TlsMaterial tls) {
        var address = URI.create("https://127.0.0.1:" + port + "/");
        return OutboundRequest.get(address, 1000).over(tls, Optional.empty());
    }
}
