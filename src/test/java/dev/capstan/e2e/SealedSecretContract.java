package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.secrets.sealed.Sealer;
import dev.capstan.secrets.sealed.SealingCertificate;
import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.SealingRequest;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SealedSecrets travel through Git as everything else does. */
interface SealedSecretContract extends InstalledScenario {
    @Test
    default void aSealedSecretMakesItsSecretAndOneThatDoesNotOpenIsNotHealthy() throws Exception {
        String first = tenant().push("sealed", Map.of("app/sealed.yaml", sealed("app", "hunter2")));
        tenant().source();
        tenant().kustomization("app", "./app", "wait: true", "timeout: 5s");
        tenant().awaitApplied("app", first);
        assertThat(password("app")).contains("hunter2");

        tenant().push(
                        "sealed under another name",
                        Map.of("app/moved.yaml", sealed("other", "x").replace("name: other", "name: moved")));
        String message = tenant().awaitFailure("app", "HealthCheckFailed");
        assertThat(message)
                .contains(
                        "SealedSecret/" + tenant().name() + "/moved", "cannot be unsealed: password: no key opens it");

        secret("app")
                .edit(secret -> new SecretBuilder(secret)
                        .addToData("password", encoded("guessed"))
                        .build());
        await("the edit is undone")
                .atMost(Tenant.SOON)
                .untilAsserted(() -> assertThat(password("app")).contains("hunter2"));

        String fixed = tenant().push("sealed again", Map.of("app/moved.yaml", sealed("moved", "y")));
        tenant().awaitApplied("app", fixed);
        assertThat(password("moved")).contains("y");
    }

    private String sealed(String name, String password) throws SealingException {
        byte[] certificate = await("the certificate of the installation")
                .atMost(Tenant.SOON)
                .until(this::certificate, Optional::isPresent)
                .orElseThrow();
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s, namespace: %s}
                stringData: {password: %s}
                """.formatted(name, tenant().name(), password);
        YamlMap sealed = new Sealer(SealingCertificate.parse(certificate), new SecureRandom(), Clock.systemUTC())
                .seal(yaml(secret), SealingRequest.PLAIN);
        return new String(YamlWriter.write(sealed), StandardCharsets.UTF_8);
    }

    private static YamlMap yaml(String text) {
        return (YamlMap) YamlReader.readAll("test", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .getFirst()
                .root();
    }

    private Optional<byte[]> certificate() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI certificate = URI.create("http://127.0.0.1:" + installation().sealingPort() + "/v1/cert.pem");
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(certificate).build(), HttpResponse.BodyHandlers.ofByteArray());
            return Optional.of(answer).filter(it -> it.statusCode() == 200).map(HttpResponse::body);
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private Resource<Secret> secret(String name) {
        return cluster().client().secrets().inNamespace(tenant().name()).withName(name);
    }

    private Optional<String> password(String name) {
        return Optional.ofNullable(secret(name).get())
                .map(secret -> secret.getData().get("password"))
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
