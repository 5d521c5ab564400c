package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.http.BoundedServer.Request;
import dev.capstan.runtime.http.BoundedServer.Response;
import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.pace.Pace;
import dev.capstan.sealedsecret.unseal.Resealing;
import dev.capstan.sealedsecret.unseal.Sealed;
import dev.capstan.sealedsecret.unseal.Unsealing;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.YamlWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealingEndpointsTest {
    private static final String SECRET = """
            kind: Secret
            metadata: {name: app, namespace: default}
            stringData: {password: S3cr3tMarker}
            """;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Optional<KeyRing> ring = Optional.of(Sealed.ring(Sealed.KEY, Sealed.NEWER_KEY));
    private final Unsealing unsealing = new Unsealing(Sealed.TEMPLATES, true);
    private final SealingEndpoints endpoints = new SealingEndpoints(
            () -> ring,
            unsealing,
            new Resealing(unsealing, Sealed.RANDOM, Clock.systemUTC()),
            new SealingMetrics(registry),
            () -> new Pace(Duration.ofHours(1), 2));

    private Response asked(String method, String path, byte[] body) {
        return endpoints.handle(new Request(method, path, Map.of(), body));
    }

    private static byte[] json() throws SealingException {
        return Json.write(Sealed.of(Sealed.KEY, SECRET), Dialect.KUSTOMIZE);
    }

    @Test
    void isHealthy() {
        assertThat(asked("GET", "/healthz", new byte[0]))
                .isEqualTo(new Response(200, "text/plain; charset=utf-8", "ok\n"));
    }

    @Test
    void givesTheCertificateOfTheNewestKey() {
        assertThat(asked("GET", "/v1/cert.pem", new byte[0]))
                .isEqualTo(new Response(
                        200, "application/x-pem-file", Sealed.NEWER_KEY.pair().certificate()));
    }

    @Test
    void saysThatThereIsNoKeyYet() throws SealingException {
        ring = Optional.empty();

        assertThat(asked("GET", "/v1/cert.pem", new byte[0]).status()).isEqualTo(500);
        assertThat(asked("POST", "/v1/verify", json()).status()).isEqualTo(500);
    }

    @Test
    void verifiesJsonAndYaml() throws SealingException {
        assertThat(asked("POST", "/v1/verify", json()).status()).isEqualTo(200);
        assertThat(asked("POST", "/v1/verify", YamlWriter.write(Sealed.of(Sealed.KEY, SECRET)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatDoesNotOpenIsAConflict() throws SealingException {
        ring = Optional.of(Sealed.ring(Sealed.NEWER_KEY));

        assertThat(asked("POST", "/v1/verify", json()).status()).isEqualTo(409);
        assertThat(asked("POST", "/v1/rotate", json()).status()).isEqualTo(500);
    }

    @Test
    void whatIsNoSealedSecretIsRefused() {
        assertThat(asked("POST", "/v1/verify", SECRET.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(500);
        assertThat(asked("POST", "/v1/verify", "{".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void eachPathHasALimitOfItsOwn() throws SealingException {
        byte[] body = json();
        asked("POST", "/v1/verify", body);
        asked("POST", "/v1/verify", body);

        assertThat(asked("POST", "/v1/verify", body).status()).isEqualTo(429);
        assertThat(asked("POST", "/v1/rotate", body).status()).isEqualTo(200);
        assertThat(asked("GET", "/v1/cert.pem", new byte[0]).status()).isEqualTo(200);
        assertThat(registry.get("sealed_secrets_controller_http_requests")
                        .tags("path", "/v1/verify", "code", "429")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void noAnswerHoldsAValue() throws SealingException {
        Response rotated = asked("POST", "/v1/rotate", json());

        assertThat(rotated.type()).isEqualTo("application/json");
        assertThat(rotated.body()).contains("encryptedData").doesNotContain("S3cr3tMarker", "UzNjcjN0TWFya2Vy");
    }

    @Test
    void refusesOtherPathsAndMethods() {
        assertThat(asked("GET", "/v1/verify", new byte[0]).status()).isEqualTo(405);
        assertThat(asked("POST", "/v1/cert.pem", new byte[0]).status()).isEqualTo(405);
        assertThat(asked("GET", "/", new byte[0]).status()).isEqualTo(404);
    }
}
