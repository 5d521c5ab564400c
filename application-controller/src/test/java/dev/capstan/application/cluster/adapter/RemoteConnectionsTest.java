package dev.capstan.application.cluster.adapter;

import static dev.capstan.application.cluster.adapter.ClusterSecrets.base64;
import static dev.capstan.application.cluster.adapter.ClusterSecrets.cluster;
import static dev.capstan.application.cluster.adapter.ClusterSecrets.find;
import static dev.capstan.application.cluster.adapter.ClusterSecrets.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.capstan.application.cluster.ClusterConnection;
import dev.capstan.application.cluster.ClusterConnections.Connection;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.http.AddressRule;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections to a server on loopback that answers the question for its version. */
class RemoteConnectionsTest {
    private static final Connection OWN = new Connection.Refused("own");
    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private final List<Optional<String>> logins = new CopyOnWriteArrayList<>();
    private final List<ClusterConnection> closed = new ArrayList<>();
    private final RemoteConnections connections = connections(AddressRule.LOCAL);
    private HttpsServer server;
    private volatile int status = 200;
    private Clusters described = Clusters.of(List.of(), true);

    @BeforeEach
    void start() throws IOException {
        start(Optional.empty());
    }

    /** @param client whose certificate is wanted; empty to let in anybody */
    private void start(Optional<TestCertificate> client) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(CERTIFICATE.forServer(client));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        connections.close();
        server.stop(0);
    }

    @Test
    void theClusterOfTheControllerNeedsNoOtherConnection() {
        assertThat(connections.to(Cluster.inCluster())).isEqualTo(OWN);
        assertThat(connections.size()).isZero();
    }

    @Test
    void aClusterIsReachedWithTheCredentialsOfItsSecretAndSharedByAll() {
        var first = made(connections.to(edge("t")));
        var second = made(connections.to(edge("t")));

        assertThat(second).isSameAs(first);
        assertThat(logins).containsExactly(Optional.of("Bearer t"));
    }

    @Test
    void otherCredentialsMakeAnotherConnectionInItsPlace() {
        var before = made(connections.to(edge("t")));
        connections.onClose(closed::add);

        var after = made(connections.to(edge("rotated")));

        assertThat(after).isNotSameAs(before);
        assertThat(closed).containsExactly(before);
        assertThat(connections.size()).isEqualTo(1);
        assertThat(logins).containsExactly(Optional.of("Bearer t"), Optional.of("Bearer rotated"));
    }

    @Test
    void whatNoSecretDescribesAnyMoreIsClosed() {
        var made = made(connections.to(edge("t")));
        connections.onClose(closed::add);
        connections.to(Cluster.inCluster());
        assertThat(closed).isEmpty();

        described = Clusters.of(List.of(), true);
        connections.to(Cluster.inCluster());

        assertThat(closed).containsExactly(made);
        assertThat(connections.size()).isZero();
    }

    @Test
    void whoReadTheSecretBeforeItChangedBringsNothingBack() {
        Cluster old = edge("t");
        made(connections.to(old));
        var now = made(connections.to(edge("rotated")));
        connections.onClose(closed::add);

        assertThat(made(connections.to(old))).isSameAs(now);
        described = Clusters.of(List.of(), true);
        assertThat(refused(connections.to(old)))
                .isEqualTo("the cluster edge (" + url()
                        + ") cannot be reached: Secret edge does not describe it any more");

        assertThat(closed).containsExactly(now);
        assertThat(connections.size()).isZero();
    }

    @Test
    void aServerThatCannotBeVerifiedIsNotTalkedTo() {
        var unknown = described(url(), "{\"bearerToken\": \"marker\"}");

        assertThat(refused(connections.to(unknown)))
                .startsWith("the cluster at " + url() + " cannot be reached: ")
                .doesNotContain("marker");
        assertThat(logins).isEmpty();
    }

    @Test
    void aServerIsNotVerifiedWhereTheSecretSaysSo() {
        var careless = described(url(), "{\"bearerToken\": \"t\", \"tlsClientConfig\": {\"insecure\": true}}");

        made(connections.to(careless));

        assertThat(logins).containsExactly(Optional.of("Bearer t"));
    }

    @Test
    void aServerThatWantsACertificateIsShownTheOneOfTheSecret() throws IOException {
        var own = TestCertificate.create();
        server.stop(0);
        start(Optional.of(own));

        made(connections.to(
                described(url(), """
                {"tlsClientConfig": {"caData": "%s", "certData": "%s", "keyData": "%s"}}""".formatted(base64(CERTIFICATE.pem()), base64(own.pem()), base64(own.keyPem())))));

        assertThat(logins).containsExactly(Optional.empty());
        assertThat(refused(connections.to(edge("t")))).contains("cannot be reached");
    }

    @Test
    void credentialsThatAreNotAcceptedAreSaidSo() {
        status = 401;

        assertThat(refused(connections.to(edge("marker"))))
                .isEqualTo("the cluster at " + url()
                        + " cannot be reached: it does not accept the credentials (HTTP 401)");
    }

    @Test
    void certificatesThatCannotBeReadAreNotShown() {
        var broken = described(url(), """
                {"tlsClientConfig": {"certData": "%s", "keyData": "%s"}}""".formatted(base64("marker"), base64("marker")));

        assertThat(refused(connections.to(broken)))
                .contains("Secret edge", "cannot be used")
                .doesNotContain("marker");
    }

    @Test
    void addressesThatNobodyMayConnectToAreRefused() {
        try (var strict = connections(AddressRule.STRICT)) {
            assertThat(refused(strict.to(edge("t")))).contains("a loopback address, which is refused");
        }
        assertThat(logins).isEmpty();
    }

    @Test
    void moreThanAllowedAreNotConnected() {
        described = Clusters.of(
                List.of(
                        secret("first", url(), "{\"tlsClientConfig\": {\"insecure\": true}}", ""),
                        secret("second", "https://127.0.0.1:1", "{}", ""),
                        secret("third", "https://127.0.0.1:2", "{}", "")),
                true);
        made(connections.to(find(described, "first")));
        refused(connections.to(find(described, "second")));

        assertThat(refused(connections.to(find(described, "third"))))
                .isEqualTo("2 other clusters are connected already, as many as this controller is allowed to have");
    }

    private RemoteConnections connections(AddressRule rule) {
        return new RemoteConnections(_ -> OWN, () -> described, rule, 2, new Fence(), Clock.systemUTC());
    }

    private Cluster edge(String token) {
        return described(url(), """
                {"bearerToken": "%s", "tlsClientConfig": {"caData": "%s"}}""".formatted(token, base64(CERTIFICATE.pem())));
    }

    /** The cluster of the only Secret there is now. */
    private Cluster described(String server, String config) {
        var clusters = ClusterSecrets.clusters(server, config);
        if (!clusters.all().equals(described.all())) {
            described = clusters;
        }
        return cluster(server, config);
    }

    private String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            logins.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            var version = "{\"major\": \"1\", \"minor\": \"34\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, version.length);
            exchange.getResponseBody().write(version);
        }
    }

    private static ClusterConnection made(Connection connection) {
        return switch (connection) {
            case Connection.Made(ClusterConnection it) -> it;
            case Connection.Refused(String why) -> throw new AssertionError(why);
        };
    }

    private static String refused(Connection connection) {
        return switch (connection) {
            case Connection.Made _ -> throw new AssertionError("connected");
            case Connection.Refused(String why) -> why;
        };
    }
}
