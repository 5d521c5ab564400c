package dev.capstan.source.bucket;

import static dev.capstan.source.bucket.BucketSpecs.source;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.objectstore.AzureBlobStore;
import dev.capstan.objectstore.GcsStore;
import dev.capstan.objectstore.ListingLimits;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.S3Store;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketAccessTest {
    private static final String SECRET = "\nsecretRef: {name: access}";

    private final OutboundHttp http = new OutboundHttp(AddressRule.STRICT);
    private final CloudIdentities cloud = CloudIdentities.open(http, new CloudEnvironment(Map.of()), Clock.systemUTC());

    @AfterEach
    void close() {
        cloud.close();
        http.close();
    }

    @Test
    void everyProviderHasItsStore() {
        var keys = Map.of("accesskey", "a", "secretkey", "s");

        assertThat(storeOf("provider: generic", Map.of())).isInstanceOf(S3Store.class);
        assertThat(storeOf("provider: generic" + SECRET, keys)).isInstanceOf(S3Store.class);
        assertThat(storeOf("provider: aws" + SECRET, keys)).isInstanceOf(S3Store.class);
        assertThat(storeOf("provider: gcp", Map.of())).isInstanceOf(GcsStore.class);
        assertThat(storeOf("provider: azure", Map.of())).isInstanceOf(AzureBlobStore.class);
        assertThat(storeOf("provider: azure" + SECRET, Map.of("accountKey", "czNjcmV0")))
                .isInstanceOf(AzureBlobStore.class);
        assertThat(storeOf("provider: azure" + SECRET, Map.of("sasKey", "?sv=1&sig=x\n")))
                .isInstanceOf(AzureBlobStore.class);
        assertThat(storeOf("provider: azure" + SECRET, Map.of("tenantId", "t", "clientId", "c", "clientSecret", "s")))
                .isInstanceOf(AzureBlobStore.class);
        assertThat(storeOf(
                        "sts: {provider: ldap, endpoint: 'https://sts.example', secretRef: {name: access}}",
                        Map.of("username", "jane", "password", "pw")))
                .isInstanceOf(S3Store.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider: generic | accesskey    | both be there",
                "provider: generic | secretkey    | both be there",
                "provider: gcp     | accesskey    | 'serviceaccount' is missing",
                "provider: azure   | accesskey    | none of 'accountKey', 'sasKey'",
                "provider: azure   | clientId clientCertificate tenantId | a client certificate",
                "provider: azure   | clientId tenantId | must all be there",
                "provider: azure   | clientId clientSecret | must all be there",
            })
    void aSecretMustHaveTheKeysOfTheProvider(String yaml, String keys, String words) {
        var values = Arrays.stream(keys.split(" ", -1)).collect(toMap(key -> key, _ -> "hunter2"));

        assertThat(failureOf(yaml + SECRET, values)).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
            assertThat(failure.message()).contains("'access'").contains(words).doesNotContain("hunter2");
        });
    }

    @Test
    void valuesThatAreNoCredentialsAreRefusedWithoutShowingThem() {
        assertThat(failureOf("provider: gcp" + SECRET, Map.of("serviceaccount", "hunter2")))
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
                    assertThat(failure.message()).contains("service account").doesNotContain("hunter2");
                });
        assertThat(failureOf("provider: azure" + SECRET, Map.of("accountKey", "hunter2!"))
                        .message())
                .contains("not base64")
                .doesNotContain("hunter2");
    }

    @Test
    void aMissingSecretIsNamedWithItsField() {
        assertThat(failureOf(SECRET, Map.of("missing", "")).message())
                .isEqualTo("spec.secretRef names the Secret 'access', which does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider: aws\nserviceAccountName: robot",
                "provider: gcp\nserviceAccountName: robot",
                "provider: azure\nserviceAccountName: robot"
            })
    void identitiesOfServiceAccountsAreRefusedByName(String yaml) {
        assertThat(failureOf(yaml, Map.of())).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
            assertThat(failure.message()).contains("identity of the cloud").contains("spec.secretRef");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider: aws | {provider: aws, endpoint: 'https://sts.example'} | a security token service of AWS",
                "provider: aws | {provider: aws, endpoint: 'http://sts.amazonaws.com'} | must be https",
                "provider: generic | {provider: ldap, endpoint: 'https://sts.example'} | needs spec.sts.secretRef",
            })
    void aTokenServiceThatCannotBeUsedIsRefused(String provider, String tokens, String words) {
        assertThat(failureOf(provider + "\nsts: " + tokens, Map.of())).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.INVALID_STS_CONFIGURATION);
            assertThat(failure.message()).contains(words);
        });
    }

    @Test
    void theIdentityOfThisProcessNeedsNoSecret() {
        assertThat(storeOf("provider: aws", Map.of())).isInstanceOf(S3Store.class);
        assertThat(storeOf(
                        "provider: aws\nsts: {provider: aws, endpoint: 'https://sts.eu-west-1.amazonaws.com'}",
                        Map.of()))
                .isInstanceOf(S3Store.class);
        assertThat(storeOf("provider: gcp\nendpoint: storage.googleapis.com", Map.of()))
                .isInstanceOf(GcsStore.class);
        assertThat(storeOf("provider: azure\nendpoint: 'https://team.blob.core.windows.net'", Map.of()))
                .isInstanceOf(AzureBlobStore.class);
        assertThat(storeOf(
                        "provider: azure\nendpoint: 'https://team.blob.core.windows.net'" + SECRET,
                        Map.of("clientId", "one")))
                .isInstanceOf(AzureBlobStore.class);
    }

    @Test
    void theIdentityOfThisProcessIsNotShownToServersOfUsers() {
        var ca = "\ncertSecretRef: {name: access}";
        var values = Map.of("ca.crt", "x", "clientId", "one");

        assertThat(List.of(
                        failureOf("provider: gcp\nendpoint: storage.googleapis.com" + ca, values),
                        failureOf("provider: azure\nendpoint: 'https://team.blob.core.windows.net'" + ca, values),
                        failureOf(
                                "provider: azure\nendpoint: 'https://team.blob.core.windows.net'" + SECRET + ca,
                                values),
                        failureOf("provider: azure\nendpoint: 'https://evil.example'" + SECRET, values)))
                .allSatisfy(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
                    assertThat(failure.retry())
                            .as("the Secret may be corrected at any time")
                            .isEqualTo(Failure.Retry.WITH_BACKOFF);
                    assertThat(failure.message()).contains("the identity of this process is");
                });
    }

    @Test
    void aSecretForAManagedIdentityIsNamedWhereThatIsNotShown() {
        var azure = "provider: azure\nendpoint: 'https://team.blob.core.windows.net'" + SECRET;
        var values = Map.of("ca.crt", "x", "clientId", "one");

        assertThat(List.of(
                        failureOf(azure + "\ncertSecretRef: {name: access}", values),
                        failureOf("provider: azure\nendpoint: 'https://evil.example'" + SECRET, values)))
                .allSatisfy(failure -> assertThat(failure.message())
                        .startsWith("the Secret 'access' has 'clientId' alone, which means a managed identity;")
                        .doesNotContain("spec.provider"));
    }

    @Test
    void aPasswordIsNotSentInClearWithoutThePermission() {
        var tokens = "sts: {provider: ldap, endpoint: 'http://sts.example', secretRef: {name: access}}";
        var login = Map.of("username", "jane", "password", "pw");

        assertThat(failureOf(tokens, login)).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.URL_INVALID);
            assertThat(failure.message())
                    .startsWith("spec.sts.endpoint: the endpoint 'http://sts.example'")
                    .contains("needs 'insecure: true'");
        });
        assertThat(storeOf(tokens + "\ninsecure: true", login)).isInstanceOf(S3Store.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoint: 'https://minio.example'",
                "endpoint: ''",
                "bucketName: a/b",
                "bucketName: ..",
                "bucketName: ''"
            })
    void o027_anAddressThatIsMalformedWaitsForACorrection(String yaml) {
        assertThat(failureOf(yaml, Map.of())).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.URL_INVALID);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        });
    }

    private ObjectStore storeOf(String yaml, Map<String, String> secret) {
        var result = access(secret).of(source(yaml));
        if (result instanceof SourceResult.Failed<ObjectStore>(var failure)) {
            throw new AssertionError(failure.message());
        }
        return ((SourceResult.Success<ObjectStore>) result).value();
    }

    private SourceFailure failureOf(String yaml, Map<String, String> secret) {
        return ((SourceResult.Failed<ObjectStore>) access(secret).of(source(yaml))).failure();
    }

    private BucketAccess access(Map<String, String> values) {
        var secrets = new SecretAccess((_, name) -> {
            if (values.containsKey("missing")) {
                throw new SecretException(new SecretFailure.Missing(name));
            }
            return new SecretValues(
                    name,
                    values.entrySet().stream()
                            .collect(
                                    toMap(Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8))));
        });
        return new BucketAccess(secrets, http, cloud, ListingLimits.DEFAULT, Clock.systemUTC());
    }
}
