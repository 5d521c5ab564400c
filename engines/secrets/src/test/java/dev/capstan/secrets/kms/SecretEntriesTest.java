package dev.capstan.secrets.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.yaml.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretEntriesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final MasterKey.AwsKms KEY =
            new MasterKey.AwsKms("arn:aws:kms:r:1:key/x", "", Map.of(), "", OffsetDateTime.now(CLOCK), "");

    private final List<KmsRequest> requests = new ArrayList<>();

    private SecretEntries read(String name, String entry) throws KmsException {
        return SecretEntries.read(
                Map.of(name, entry.getBytes(StandardCharsets.UTF_8)),
                request -> {
                    requests.add(request);
                    return new KmsAnswer(200, "{\"access_token\":\"t0ken\"}".getBytes(StandardCharsets.UTF_8));
                },
                CLOCK);
    }

    @Test
    void readsKeysOfAws() throws KmsException {
        var entries = read("sops.aws-kms", "aws_access_key_id: A\naws_secret_access_key: B\naws_session_token: C\n");

        assertThat(entries.aws(KEY)).isEqualTo(new AwsKeys("A", "B", Optional.of("C")));
    }

    @Test
    void tradesASecretOfAzureForATokenOnce() throws KmsException {
        var entries = read("sops.azure-kv", "tenantId: t-1\nclientId: c-1\nclientSecret: 's&crét'\n");

        assertThat(entries.azure()).isEqualTo("t0ken");
        assertThat(entries.azure()).isEqualTo("t0ken");
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().address())
                .hasToString("https://login.microsoftonline.com/t-1/oauth2/v2.0/token");
        assertThat(new String(requests.getFirst().body(), StandardCharsets.US_ASCII))
                .isEqualTo("client_id=c-1&client_secret=s%26cr%C3%A9t&grant_type=client_credentials"
                        + "&scope=https%3A%2F%2Fvault.azure.net%2F.default");
    }

    @Test
    void tradesAKeyOfGoogleForAToken() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        var entries = read(
                "sops.gcp-kms",
                "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key_id\":\"k1\",\"private_key\":"
                        + Json.quoted(pem) + ",\"token_uri\":\"https://evil.example.org\"}");

        assertThat(entries.google()).isEqualTo("t0ken");

        assertThat(requests.getFirst().address()).hasToString("https://oauth2.googleapis.com/token");
        String body = new String(requests.getFirst().body(), StandardCharsets.US_ASCII);
        String[] parts = body.substring(body.indexOf("assertion=") + 10).split("\\.");
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"iss\":\"a@b\",\"scope\":\"https://www.googleapis.com/auth/cloudkms\","
                        + "\"aud\":\"https://oauth2.googleapis.com/token\",\"iat\":1767323045,\"exp\":1767326645}");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void readsTheTokenOfVault() throws KmsException {
        assertThat(read("sops.vault-token", "hvs.x\n").vault("https://v")).isEqualTo("hvs.x");
    }

    /** The address is in the file, which anybody may have written. */
    @Test
    void showsTheTokenOnlyToTheVaultsThatItIsFor() throws KmsException {
        var entries = SecretEntries.read(
                Map.of(
                        "sops.vault-token", "hvs.x".getBytes(StandardCharsets.UTF_8),
                        "sops.vault-address",
                                "https://vault.example.org:8200/, http://vault.vault:8200\n"
                                        .getBytes(StandardCharsets.UTF_8)),
                _ -> new KmsAnswer(200, new byte[0]),
                CLOCK);

        assertThat(entries.vault("https://vault.example.org:8200")).isEqualTo("hvs.x");
        assertThat(entries.vault("http://vault.vault:8200")).isEqualTo("hvs.x");
        assertThatExceptionOfType(KmsException.class).isThrownBy(() -> entries.vault("https://evil.example.org"));
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> entries.vault("https://vault.example.org:8200.evil.org"));
    }

    @Test
    void refusesAnEntryForVaultsThatNamesNone() {
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> SecretEntries.read(
                        Map.of(
                                "sops.vault-token", "hvs.x".getBytes(StandardCharsets.UTF_8),
                                "sops.vault-address", " ,\n".getBytes(StandardCharsets.UTF_8)),
                        _ -> new KmsAnswer(200, new byte[0]),
                        CLOCK))
                .withMessageContaining("sops.vault-address");
    }

    @Test
    void hasNothingThatWasNotGiven() throws KmsException {
        var entries = read("other", "x");

        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> entries.aws(KEY))
                .withMessageContaining("sops.aws-kms");
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(entries::google)
                .withMessageContaining("sops.gcp-kms");
        assertThatExceptionOfType(KmsException.class).isThrownBy(entries::azure).withMessageContaining("sops.azure-kv");
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> entries.vault("x"))
                .withMessageContaining("sops.vault-token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sops.aws-kms|MARKER",
                "sops.aws-kms|aws_access_key_id: MARKER",
                "sops.aws-kms|a: [MARKER",
                "sops.gcp-kms|MARKER",
                "sops.gcp-kms|{\"type\":\"service_account\",\"client_email\":\"a\",\"private_key\":\"MARKER\"}",
                "sops.gcp-kms|{\"type\":\"external_account\",\"token_url\":\"MARKER\"}",
                "sops.azure-kv|tenantId: MARKER",
                "sops.azure-kv|{tenantId: a, clientId: a, clientCertificate: MARKER}",
                "sops.azure-kv|{tenantId: a, clientId: a, clientCertificate: '-----BEGIN PRIVATE KEY-----MARKER-----END PRIVATE KEY-----'}",
                "sops.azure-kv|{tenantId: 'MARKER/x', clientId: a, clientSecret: b}",
                "sops.azure-kv|{tenantId: a, clientId: a, clientSecret: MARKER, authorityHost: 'http://x'}"
            })
    void namesTheEntryThatCannotBeUsedAndDoesNotQuoteIt(String name, String entry) {
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> read(name, entry))
                .withMessageContaining(name)
                .withMessageNotContaining("MARKER");
    }
}
