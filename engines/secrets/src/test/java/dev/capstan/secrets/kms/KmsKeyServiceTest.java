package dev.capstan.secrets.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsKeyServiceTest {
    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final List<KmsRequest> requests = new ArrayList<>();
    private KmsAnswer next = new KmsAnswer(200, new byte[0]);

    private final KmsKeyService service = new KmsKeyService(
            request -> {
                requests.add(request);
                return next;
            },
            GivenCredentials.none()
                    .withAws(new AwsKeys("AKID", "very-secret"))
                    .withGoogle("google-token")
                    .withAzure("azure-token")
                    .withVault("vault-token"),
            KmsEndpoints.PUBLIC,
            CLOCK);

    private void answers(int status, String body) {
        next = new KmsAnswer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static MasterKey azure(String vault, String version, String enc) {
        return new MasterKey.AzureKeyVault(vault, "sops", version, NOW, enc);
    }

    @Test
    void asksAzureForRsaOaep256AndRemembersTheVersion() {
        answers(200, "{\"kid\":\"https://v.vault.azure.net/keys/sops/v7\",\"value\":\"d3JhcHBlZA\"}");

        var wrapped = service.wrap(azure("https://v.vault.azure.net", "", ""), SECRET);

        assertThat(wrapped)
                .isEqualTo(new KeyService.Wrapping.Wrapped(azure("https://v.vault.azure.net", "v7", "d3JhcHBlZA")));
        assertThat(requests.getFirst().address())
                .hasToString("https://v.vault.azure.net/keys/sops/encrypt?api-version=7.4");
        assertThat(requests.getFirst().headers()).containsEntry("Authorization", "Bearer azure-token");
        assertThat(new String(requests.getFirst().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"RSA-OAEP-256\",\"value\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY\"}");
    }

    @Test
    void opensKeysOfAzure() {
        answers(200, "{\"value\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY\"}");

        var opened = service.open(azure("https://v.vault.azure.net", "v7", "d3JhcHBlZA"));

        assertThat(((KeyService.Opening.Opened) opened).secret()).isEqualTo(SECRET);
        assertThat(requests.getFirst().address())
                .hasToString("https://v.vault.azure.net/keys/sops/v7/decrypt?api-version=7.4");
    }

    /** The address is in the file, which anybody may have written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org",
                "http://v.vault.azure.net",
                "https://v.vault.azure.net.evil.org",
                "https://user@v.vault.azure.net",
                "https://evil.org/v.vault.azure.net",
                "https://evil.org#.vault.azure.net",
                "nonsense"
            })
    void showsTheTokenOfAzureToVaultsAlone(String address) {
        assertThat(service.open(azure(address, "v7", "d3JhcHBlZA"))).isInstanceOf(KeyService.Opening.Failed.class);

        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:s3:::bucket", "arn:aws:kms:eu-west-1/evil.org:1:key/x", "arn:aws:kms:-:1:key/x", "x", ""
            })
    void refusesNamesThatAreNotOfAwsKeys(String arn) {
        var key = new MasterKey.AwsKms(arn, "", Map.of(), "", NOW, "AAAA");

        assertThat(service.open(key)).isInstanceOf(KeyService.Opening.Failed.class);
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/a b/locations/l/keyRings/r/cryptoKeys/k",
                "projects/../locations/../keyRings/../cryptoKeys/k",
                "projects/p/locations/l/keyRings/r/cryptoKeys/k#x",
                "projects/p/locations/l/keyRings/r/cryptoKeys/k?x",
                "projects/p/locations/l/keyRings/r",
                ""
            })
    void refusesNamesThatAreNotOfGoogleKeys(String name) {
        assertThat(service.open(new MasterKey.GcpKms(name, NOW, "AAAA"))).isInstanceOf(KeyService.Opening.Failed.class);
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "arn:aws:iam::1:user/u", "arn:aws:iam::1:role/r&Action=x"})
    void refusesWhatIsNotARole(String role) {
        var key = new MasterKey.AwsKms("arn:aws:kms:eu-west-1:111122223333:key/x", role, Map.of(), "", NOW, "AAAA");

        assertThat(((KeyService.Opening.Failed) service.open(key)).problem()).contains("its role is not of the form");
        assertThat(requests).isEmpty();
    }

    @Test
    void signsRequestsToTheRegionOfTheKey() {
        answers(200, "{\"Plaintext\":\"MDEyMw==\"}");
        var key = new MasterKey.AwsKms("arn:aws-cn:kms:cn-north-1:1:key/x", "", Map.of(), "", NOW, "AAAA");

        assertThat(service.open(key)).isInstanceOf(KeyService.Opening.Opened.class);

        assertThat(requests.getFirst().address()).hasToString("https://kms.cn-north-1.amazonaws.com.cn/");
        assertThat(requests.getFirst().headers().get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/20260102/cn-north-1/kms/aws4_request")
                .doesNotContain("very-secret");
    }

    /** The text of a service may quote what was sent to it. */
    @Test
    void saysOfRefusalsOnlyStatusAndCode() {
        answers(400, "{\"__type\":\"com.amazonaws.kms#AccessDeniedException\",\"message\":\"MARKER\"}");
        var key = new MasterKey.AwsKms("arn:aws:kms:eu-west-1:1:key/x", "", Map.of(), "", NOW, "AAAA");
        assertThat(service.open(key))
                .isEqualTo(new KeyService.Opening.Failed("AWS KMS refused with status 400 (AccessDeniedException)"));

        answers(403, "{\"error\":{\"status\":\"PERMISSION_DENIED\",\"message\":\"MARKER\"}}");
        var google = new MasterKey.GcpKms("projects/p/locations/l/keyRings/r/cryptoKeys/k", NOW, "AAAA");
        assertThat(service.open(google))
                .isEqualTo(
                        new KeyService.Opening.Failed("Google Cloud KMS refused with status 403 (PERMISSION_DENIED)"));

        answers(503, "<html>MARKER</html>");
        var vault = new MasterKey.VaultTransit("https://vault:8200", "transit", "k", NOW, "vault:v1:x");
        assertThat(service.open(vault)).isEqualTo(new KeyService.Opening.Failed("Vault refused with status 503"));
    }

    @Test
    void saysWhatIsWrongWithAnswers() {
        var google = new MasterKey.GcpKms("projects/p/locations/l/keyRings/r/cryptoKeys/k", NOW, "AAAA");

        answers(200, "MARKER");
        assertThat(service.open(google))
                .isEqualTo(new KeyService.Opening.Failed("the answer of Google Cloud KMS is not JSON"));
        answers(200, "{\"plain\":\"MARKER\"}");
        assertThat(service.open(google))
                .isEqualTo(new KeyService.Opening.Failed("the answer of Google Cloud KMS has no plaintext"));
        answers(200, "{\"plaintext\":\"MARKER!\"}");
        assertThat(service.open(google))
                .isEqualTo(new KeyService.Opening.Failed("the answer of Google Cloud KMS is not base64"));
    }

    @Test
    void printsNoCredentialsAndNoKeys() {
        answers(200, "{\"plaintext\":\"MDEy\"}");
        var google = new MasterKey.GcpKms("projects/p/locations/l/keyRings/r/cryptoKeys/k", NOW, "AAAA");

        var opened = service.open(google);

        assertThat(opened + " " + requests + " " + next + " "
                        + GivenCredentials.none().withVault("vault-token"))
                .doesNotContain("token", "MDEy", "AAAA");
    }
}
