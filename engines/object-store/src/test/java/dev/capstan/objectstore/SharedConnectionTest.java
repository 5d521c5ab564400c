package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.http.AddressRule;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One client serves all buckets, and its kept connections serve only those that would have opened the same one. */
class SharedConnectionTest {
    private static final String EMPTY = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private boolean isTls;

    @BeforeEach
    void answerEverything() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                return new MockResponse.Builder().body(EMPTY).build();
            }
        });
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void theSameAccessSharesAConnection() throws IOException {
        serveTls();

        list(trusting(AUTHORITY), Optional.empty(), "one");
        list(trusting(AUTHORITY), Optional.empty(), "one");

        assertThat(connections()).containsExactly(0, 0);
    }

    @Test
    void aConnectionIsNotUsedByWhoDoesNotTrustItsServer() throws IOException {
        serveTls();
        var other = new HeldCertificate.Builder().certificateAuthority(0).build();
        list(trusting(AUTHORITY), Optional.empty(), "one");

        assertThatThrownBy(() -> list(trusting(other), Optional.empty(), "one"))
                .hasMessageContaining("authority that is not known");
        assertThatThrownBy(() -> list(TlsMaterial.NONE, Optional.empty(), "one"))
                .hasMessageContaining("authority that is not known");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aConnectionIsNotUsedUnderAnotherClientCertificate() throws IOException {
        serveTls();
        server.requestClientAuth();

        list(trusting(AUTHORITY), Optional.empty(), "one");
        list(showing("first"), Optional.empty(), "one");
        list(showing("second"), Optional.empty(), "one");

        assertThat(requests)
                .extracting(SharedConnectionTest::clientOf)
                .containsExactly("null", "CN=first", "CN=second");
    }

    @Test
    void aConnectionIsNotUsedThroughAnotherProxyOrItsLogin() throws IOException {
        server.start();
        var address = new HttpProxy(HttpProxy.Kind.HTTP, "127.0.0.1", server.getPort(), Optional.empty());
        var first = new HttpProxy(
                HttpProxy.Kind.HTTP, "127.0.0.1", server.getPort(), Optional.of(new HttpProxy.User("a", "1")));
        var second = new HttpProxy(
                HttpProxy.Kind.HTTP, "127.0.0.1", server.getPort(), Optional.of(new HttpProxy.User("b", "2")));

        for (var proxy :
                List.of(Optional.<HttpProxy>empty(), Optional.of(address), Optional.of(first), Optional.of(second))) {
            list(TlsMaterial.NONE, proxy, "one");
        }

        // Each is the first request on its connection.
        assertThat(requests).extracting(RecordedRequest::getExchangeIndex).containsOnly(0);
        assertThat(requests)
                .extracting(request -> request.getHeaders().get("Proxy-Authorization"))
                .containsExactly(null, null, "Basic YTox", "Basic Yjoy");
    }

    /** Nothing about a connection says who we are: every request carries a signature of its own. */
    @Test
    void everyRequestCarriesItsOwnCredentials() throws IOException {
        server.start();

        list(TlsMaterial.NONE, Optional.empty(), "one");
        list(TlsMaterial.NONE, Optional.empty(), "two");
        list(TlsMaterial.NONE, Optional.empty(), "");

        assertThat(requests)
                .extracting(request -> String.valueOf(request.getHeaders().get("Authorization"))
                        .replaceAll(".*Credential=(\\w+)/.*", "$1"))
                .containsExactly("one", "two", "null");
    }

    private void serveTls() throws IOException {
        isTls = true;
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(AUTHORITY)
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(AUTHORITY.certificate())
                .build()
                .sslSocketFactory());
        server.start();
    }

    private void list(TlsMaterial tls, Optional<HttpProxy> proxy, String key) throws IOException {
        var identity = key.isEmpty() ? AwsIdentity.ANONYMOUS : AwsIdentity.of(new AwsKeys(key, "secret"));
        new S3Store(
                        StoreEndpoint.host("127.0.0.1:" + server.getPort(), !isTls),
                        BucketName.parse("config"),
                        Optional.empty(),
                        identity,
                        new StoreConnection(http, tls, proxy),
                        ListingLimits.DEFAULT,
                        StoreServer.CLOCK)
                .list("", soon());
    }

    private static String clientOf(RecordedRequest request) {
        var handshake = request.getHandshake();
        return String.valueOf(handshake == null ? null : handshake.peerPrincipal());
    }

    private List<Integer> connections() {
        return requests.stream().map(RecordedRequest::getConnectionIndex).toList();
    }

    private static TlsMaterial trusting(HeldCertificate authority) {
        return new TlsMaterial(Optional.of(authority.certificatePem()), Optional.empty());
    }

    private static TlsMaterial showing(String name) {
        var ours = new HeldCertificate.Builder()
                .commonName(name)
                .signedBy(AUTHORITY)
                .build();
        return new TlsMaterial(
                Optional.of(AUTHORITY.certificatePem()),
                Optional.of(new TlsMaterial.ClientCertificate(ours.certificatePem(), ours.privateKeyPkcs8Pem())));
    }
}
