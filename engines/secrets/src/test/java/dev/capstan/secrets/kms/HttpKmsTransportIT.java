package dev.capstan.secrets.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.testkit.http.ScriptedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpKmsTransportIT {
    private final ScriptedServer server = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    private KmsTransport transport(Duration timeout) {
        return new HttpKmsTransport(http, TlsMaterial.NONE, Optional.empty(), () -> Deadline.in(timeout));
    }

    private KmsRequest request() {
        return new KmsRequest(
                "PUT",
                URI.create(server.url() + "/v1/transit/decrypt/k"),
                Map.of("X-Vault-Token", "MARKER"),
                "{}".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void sendsARequestAndReadsTheAnswer() throws KmsException {
        server.answers(200, "{\"data\":{}}");

        var answer = transport(Duration.ofSeconds(10)).send(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"data\":{}}");
        assertThat(server.requests().getFirst().getHeaders().get("X-Vault-Token"))
                .isEqualTo("MARKER");
    }

    @Test
    void doesNotWaitForAServiceThatHangs() {
        server.answers(_ -> new MockResponse.Builder()
                .code(200)
                .body("{}")
                .headersDelay(1, TimeUnit.MINUTES)
                .build());

        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> transport(Duration.ofMillis(300)).send(request()))
                .withMessageNotContaining("MARKER");
    }

    @Test
    void allRequestsMayHaveOneDeadline() {
        server.answers(200, "{}");
        var passed = Deadline.in(Duration.ZERO);
        var transport = new HttpKmsTransport(http, TlsMaterial.NONE, Optional.empty(), () -> passed);

        assertThatExceptionOfType(KmsException.class).isThrownBy(() -> transport.send(request()));
    }

    @Test
    void doesNotFollowRedirects() throws KmsException {
        server.answers(_ -> new MockResponse.Builder()
                .code(307)
                .addHeader("Location", "http://127.0.0.1:1/elsewhere")
                .build());

        assertThat(transport(Duration.ofSeconds(10)).send(request()).status()).isEqualTo(307);
    }

    @Test
    void doesNotReadAnswersWithoutEnd() {
        server.answers(200, "x".repeat(2 << 20));

        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> transport(Duration.ofSeconds(10)).send(request()));
    }
}
