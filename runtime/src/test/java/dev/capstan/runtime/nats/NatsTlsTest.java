package dev.capstan.runtime.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks the beginning of the protocol of NATS, over TLS. */
class NatsTlsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static TestCertificate localhost;
    private static TestCertificate elsewhere;

    @BeforeAll
    static void certificates() throws Exception {
        localhost = TestCertificate.make(folder, "localhost");
        elsewhere = TestCertificate.make(folder, "elsewhere.example.com");
    }

    @Test
    void connectsToTheServerOfTheAuthority() throws Exception {
        try (var server = new TlsNatsServer(localhost.context());
                var client = NatsClient.open(settings(server, localhost.file()), "test")) {
            assertThat(client.await(SOON)).isPresent();
        }
    }

    @Test
    void saysNothingToAServerOfAnotherAuthority() throws Exception {
        try (var server = new TlsNatsServer(localhost.context());
                var client = NatsClient.open(settings(server, elsewhere.file()), "test")) {
            server.awaitRefusal();

            assertThat(client.isConnected()).isFalse();
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void saysNothingToAServerOfAnotherName() throws Exception {
        try (var server = new TlsNatsServer(elsewhere.context());
                var client = NatsClient.open(settings(server, elsewhere.file()), "test")) {
            server.awaitRefusal();

            assertThat(client.isConnected()).isFalse();
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void takesRenewedAuthoritiesWithoutARestart() throws Exception {
        Path authority = Files.copy(elsewhere.file(), folder.resolve("renewed.crt"));
        try (var server = new TlsNatsServer(localhost.context());
                var client = NatsClient.open(settings(server, authority), "test")) {
            server.awaitRefusal();
            Files.copy(localhost.file(), authority, StandardCopyOption.REPLACE_EXISTING);

            assertThat(client.await(SOON)).isPresent();
        }
    }

    @Test
    void aMissingFileIsWaitedFor() throws Exception {
        Path authority = folder.resolve("late.crt");
        try (var server = new TlsNatsServer(localhost.context());
                var client = NatsClient.open(settings(server, authority), "test")) {
            server.awaitRefusal();
            Files.copy(localhost.file(), authority);

            assertThat(client.await(SOON)).isPresent();
        }
    }

    @Test
    void showsItsCertificateToAServerThatAsks() throws Exception {
        var tls = new TestSettings.TestTls(
                Optional.of(localhost.file().toString()),
                Optional.of(elsewhere.file().toString()),
                Optional.of(elsewhere.key().toString()));
        try (var server = new TlsNatsServer(localhost.context(elsewhere), true)) {
            var settings = TestSettings.of("tls://localhost:" + server.port(), "test");
            try (var client = NatsClient.open(settings.with(tls), "test")) {
                assertThat(client.await(SOON)).isPresent();
            }
        }
    }

    @Test
    void aCertificateNeedsItsKey() {
        var half = new TestSettings.TestTls(Optional.empty(), Optional.of("tls.crt"), Optional.empty());

        assertThatThrownBy(() -> NatsTls.context(half)).hasMessageContaining("capstan.nats.tls.key");
    }

    @Test
    void withoutFilesTheDefaultsCount() {
        var none = new TestSettings.TestTls(Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(NatsTls.context(none)).isEmpty();
    }

    @Test
    void aKeyOfAnotherFormIsNamedWithItsCure() throws IOException {
        Path file = Files.writeString(folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(() -> PemFile.key(file.toString()))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    private static TestSettings settings(TlsNatsServer server, Path authority) {
        return TestSettings.of("tls://localhost:" + server.port(), "test").withAuthority(authority);
    }
}
