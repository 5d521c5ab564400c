package dev.capstan.sealedsecret.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.sealedsecret.key.KeyPairs;
import dev.capstan.sealedsecret.unseal.Sealed;
import dev.capstan.yaml.YamlMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Keys that lie in the cluster, new ones, and what kubeseal asks for. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealingKeysIT extends SecretsControllerFixture {
    private static final String PASSWORD = "stringData: {password: S3cr3tMarker}\n";

    private final KeyPairs.Fresh existing = new KeyPairs(2048, Duration.ofDays(365), "")
            .make(Sealed.RANDOM, Instant.now().minus(Duration.ofDays(5)));

    @Override
    void prepareKeys() throws IOException {
        addKey("sealed-secrets-key4fj2p", existing.certificate(), existing.privateKey());
    }

    @Test
    @Order(1)
    void aKeyThatLiesThereIsTakenOver() {
        assertThat(certificate()).isEqualTo(existing.certificate());
        assertThat(get("/healthz").body()).isEqualTo("ok\n");
        assertThat(get("/v1/cert.pem").headers().firstValue("Content-Type")).contains("application/x-pem-file");
        apply(sealed("app", PASSWORD));

        awaitSynced("app");

        assertThat(keySecrets()).hasSize(1);
    }

    @Test
    @Order(2)
    void aKeyThatIsAddedOpensWhatDidNotOpen() {
        KeyPairs.Fresh other = new KeyPairs(2048, Duration.ofDays(365), "")
                .make(Sealed.RANDOM, Instant.now().minus(Duration.ofDays(50)));
        YamlMap sealed = sealed(other.certificate(), "app", PASSWORD);
        apply(sealed);
        awaitNotSynced("app", "password: ");
        assertThat(post("/v1/verify", json(sealed)).statusCode()).isEqualTo(409);

        addKey("older", other.certificate(), other.privateKey());

        awaitSynced("app");
        assertThat(certificate()).as("it is not the newest").isEqualTo(existing.certificate());
        assertThat(post("/v1/verify", json(sealed)).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void aKeyThatIsWithdrawnOpensNothingAnyMore() {
        YamlMap sealed = sealed("app", PASSWORD);
        KeyPairs.Fresh newer = addKey("newer", Instant.now().minus(Duration.ofDays(1)));
        patiently().until(() -> certificate().equals(newer.certificate()));
        assertThat(post("/v1/verify", json(sealed)).statusCode()).isEqualTo(200);

        labelKey("sealed-secrets-key4fj2p", "compromised");

        patiently().until(() -> post("/v1/verify", json(sealed)).statusCode() == 409);
        labelKey("sealed-secrets-key4fj2p", ClusterKeys.ACTIVE);
        patiently().until(() -> post("/v1/verify", json(sealed)).statusCode() == 200);
    }

    @Test
    @Order(4)
    void rotationSealsWithTheNewestKey() {
        YamlMap sealed = sealed(existing.certificate(), "app", PASSWORD);

        HttpResponse<String> rotated = post("/v1/rotate", json(sealed));

        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(rotated.body()).doesNotContain("S3cr3tMarker");
        namespace.apply(rotated.body());
        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("password", "S3cr3tMarker"));
    }

    @Test
    @Order(5)
    void aSignalMakesANewKeyAndOldOnesStay() throws Exception {
        YamlMap sealed = sealed("app", PASSWORD);
        String before = certificate();
        int count = keySecrets().size();

        assertThat(new ProcessBuilder("kill", "-USR1", Long.toString(controllerPid()))
                        .start()
                        .waitFor())
                .isZero();

        patiently().until(() -> !certificate().equals(before));
        assertThat(keySecrets()).hasSize(count + 1);
        Secret made = keySecrets().stream()
                .filter(key -> !List.of("newer", "older", "sealed-secrets-key4fj2p")
                        .contains(key.getMetadata().getName()))
                .findFirst()
                .orElseThrow();
        assertThat(made.getMetadata().getName()).matches("sealed-secrets-key[a-z0-9]{5}");
        assertThat(made.getType()).isEqualTo("kubernetes.io/tls");
        assertThat(new String(Base64.getDecoder().decode(made.getData().get("tls.key")), StandardCharsets.US_ASCII))
                .startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(post("/v1/verify", json(sealed)).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(6)
    void whatTheRealKubesealSealedIsOpenedAndSealedAgain(@TempDir Path folder) throws Exception {
        var kubeseal = new Kubeseal(folder, endpoint("/v1/cert.pem"));

        String sealed =
                kubeseal.sealed("apiVersion: v1\nkind: Secret\nmetadata: {name: app}\n" + PASSWORD, namespace.name());

        assertThat(post("/v1/verify", sealed).statusCode()).isEqualTo(200);
        namespace.apply(sealed);
        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("password", "S3cr3tMarker"));
        namespace.apply(post("/v1/rotate", sealed).body());
        awaitSynced("app");
        assertThat(values("app")).isEqualTo(Map.of("password", "S3cr3tMarker"));
    }

    @Test
    @Order(7)
    void aNewKeyIsMadeWhenNoneIsLeftAndSomebodyAsks() {
        keySecrets().forEach(key -> labelKey(key.getMetadata().getName(), "compromised"));

        patiently()
                .until(() ->
                        get("/v1/cert.pem").statusCode() == 200 && keySecrets().size() == 1);
    }

    @Test
    @Order(8)
    void keysAreInNoLog() {
        assertThat(controllerLog())
                .doesNotContain(
                        existing.privateKey().lines().skip(1).findFirst().orElseThrow());
    }
}
