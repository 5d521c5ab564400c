package dev.capstan.cloud;

import static dev.capstan.cloud.CloudServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static dev.capstan.testkit.http.ScriptedServer.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSourcesTest {
    private static final String TOKEN =
            "{\"access_token\":\"ya29.t0ken\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    @TempDir
    Path folder;

    private final CloudServer server = new CloudServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theMetadataServerOfGoogleIsAsked() throws IOException {
        server.answers(200, TOKEN);

        assertThat(google(Map.of())).isEqualTo("ya29.t0ken");
        assertThat(server.last().getTarget()).isEqualTo("/computeMetadata/v1/instance/service-accounts/default/token");
        assertThat(server.last().getHeaders().get("Metadata-Flavor")).isEqualTo("Google");
    }

    @Test
    void aFederatedTokenIsExchangedAndImpersonatesTheAccount() throws IOException {
        Files.writeString(folder.resolve("subject"), "{\"id_token\":\"head.body.sig\"}");
        server.answers(request -> request.getTarget().equals("/sts")
                ? answer(200, TOKEN)
                : answer(200, "{\"accessToken\":\"ya29.account\",\"expireTime\":\"2026-11-28T20:30:00Z\"}"));

        assertThat(google(federation(
                        "{\"type\": \"json\", \"subject_token_field_name\": \"id_token\"}",
                        ", \"service_account_impersonation_url\": \"" + server.url() + "/impersonate\"")))
                .isEqualTo("ya29.account");
        assertThat(bodyOf(server.requests().getFirst()))
                .contains(
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange",
                        "subject_token=head.body.sig",
                        "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt",
                        "audience=%2F%2Fiam.googleapis.com%2Fpool",
                        "scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fcloud-platform");
        assertThat(server.last().getHeaders().get("Authorization")).isEqualTo("Bearer ya29.t0ken");
        assertThat(bodyOf(server.last())).isEqualTo("{\"scope\":[\"https://www.googleapis.com/auth/cloud-platform\"]}");
    }

    @Test
    void aFederatedTokenMayBeTextAndNeedNoAccount() throws IOException {
        Files.writeString(folder.resolve("subject"), "head.body.sig\n");
        server.answers(200, TOKEN);

        assertThat(google(federation("{\"type\": \"text\"}", ""))).isEqualTo("ya29.t0ken");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aKeyFileIsNotAFederation() throws IOException {
        var file = Files.writeString(folder.resolve("key.json"), "{\"type\":\"service_account\"}");

        assertThatThrownBy(() -> google(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString())))
                .hasMessageContaining("is not a configuration of workload identity federation");
    }

    private Map<String, String> federation(String format, String more) throws IOException {
        var file = Files.writeString(folder.resolve("federation.json"), """
                {"type": "external_account", "audience": "//iam.googleapis.com/pool",
                 "subject_token_type": "urn:ietf:params:oauth:token-type:jwt", "token_url": "%s/sts",
                 "credential_source": {"file": "%s", "format": %s}%s}
                """.formatted(
                        server.url(), folder.resolve("subject"), format, more));
        return Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    @Test
    void aWorkloadIdentityOfAzureIsAnAssertion() throws IOException {
        server.answers(200, TOKEN);

        assertThat(azure(workload(), AzureAudience.STORAGE, Optional.empty())).isEqualTo("ya29.t0ken");
        assertThat(server.last().getTarget()).isEqualTo("/tenant-1/oauth2/v2.0/token");
        assertThat(bodyOf(server.last()).split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "client_id=client-1",
                        "scope=https%3A%2F%2Fstorage.azure.com%2F.default",
                        "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer",
                        "client_assertion=head.body.sig");
    }

    @Test
    void aManagedIdentityThatWasChosenGoesBeforeTheWorkload() throws IOException {
        server.answers(200, TOKEN.replace("3599", "\"3599\""));

        assertThat(azure(workload(), AzureAudience.STORAGE, Optional.of("a&b"))).isEqualTo("ya29.t0ken");
        assertThat(server.last().getTarget())
                .isEqualTo("/metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=https%3A%2F%2Fstorage.azure.com%2F&client_id=a%26b");
        assertThat(server.last().getHeaders().get("Metadata")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({
        "STORAGE,  https%3A%2F%2Fstorage.azure.com%2F",
        "REGISTRY, https%3A%2F%2Fcontainerregistry.azure.net%2F",
        "DEVOPS,   499b84ac-1321-427f-aa17-267ca6975798"
    })
    void theIdentityOfTheMachineIsAskedForOneAudience(AzureAudience audience, String resource) throws IOException {
        server.answers(200, TOKEN);

        azure(Map.of(), audience, Optional.empty());

        assertThat(server.last().getTarget())
                .isEqualTo("/metadata/identity/oauth2/token?api-version=2018-02-01&resource=" + resource);
    }

    @Test
    void aRefusalOfAzureNamesTheCodeAndNothingElse() throws IOException {
        var variables = workload();
        server.answers(400, "{\"error\":\"invalid_client\",\"error_description\":\"head.body.sig\"}");

        assertThatThrownBy(() -> azure(variables, AzureAudience.STORAGE, Optional.empty()))
                .hasMessage("the token service of Microsoft Entra gave no credentials (HTTP 400, invalid_client)");
    }

    @Test
    void aTokenThatCannotStandInAHeaderIsNotTaken() {
        server.answers(200, "{\"access_token\":\"a\\r\\nX: y\",\"expires_in\":3599}");

        assertThatThrownBy(() -> google(Map.of())).hasMessageContaining("it has no token");
    }

    @Test
    void whereNobodyAnswersThereIsNoIdentity() {
        assertThatThrownBy(() -> google(Map.of())).hasMessageContaining("no identity of Google Cloud");
        assertThatThrownBy(() -> azure(Map.of(), AzureAudience.STORAGE, Optional.empty()))
                .hasMessageContaining("no identity of Azure");
    }

    @ParameterizedTest
    @CsvSource({"429, Busy", "500, Busy", "403, Refused", "404, NoIdentity", "401, NoIdentity", "400, NoIdentity"})
    void googleHasNoIdentityOnlyWhereItSaysSo(int status, String failure) {
        server.answers(status, "");

        assertThat(failure(() -> google(Map.of()))).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"} | NoIdentity",
                "400 | {\"error\":\"invalid_resource\",\"error_description\":\"x\"} | Refused",
                "404 | Not Found | NoIdentity",
                "401 | Unauthorized | NoIdentity",
                "403 | Missing Metadata-Flavor:Google header | NoIdentity",
                "410 | Gone | Busy",
                "429 | {\"error\":\"too many\"} | Busy",
                "500 | '' | Busy",
            })
    void azureHasNoIdentityOnlyWhereItSaysSo(int status, String body, String failure) {
        server.answers(status, body);

        assertThat(failure(() -> azure(Map.of(), AzureAudience.STORAGE, Optional.empty())))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"} | Refused",
                "404 | Not Found | Busy",
            })
    void aChosenIdentityOfAzureIsNotDoneWithout(int status, String body, String failure) {
        server.answers(status, body);

        assertThat(failure(() -> azure(Map.of(), AzureAudience.STORAGE, Optional.of("client-1"))))
                .isEqualTo(failure);
        server.vanishes();
        assertThat(failure(() -> azure(Map.of("AZURE_CLIENT_ID", "client-1"), AzureAudience.STORAGE, Optional.empty())))
                .isEqualTo("Unreachable");
    }

    @Test
    void aMachineWithSeveralIdentitiesAsksForAChoice() {
        server.answers(
                400,
                "{\"error\":\"invalid_request\",\"error_description\":\"Multiple user assigned identities exist,"
                        + " please specify the clientId / resourceId of the identity in the token request\"}");

        assertThatThrownBy(() -> azure(Map.of(), AzureAudience.STORAGE, Optional.empty()))
                .hasMessage("the identity in the environment cannot be used: the machine has several managed"
                        + " identities; choose one with AZURE_CLIENT_ID");
    }

    @Test
    void aServiceOfAzureThatIsReplacedIsNotAMachineWithoutAnIdentity() throws IOException {
        server.answers(200, TOKEN);
        var identities = server.identities(Map.of());
        identities.azure(AzureAudience.STORAGE, Optional.empty(), Optional.empty(), soon());

        server.answers(404, "");

        assertThat(failure(() -> identities.azure(AzureAudience.DEVOPS, Optional.empty(), Optional.empty(), soon())))
                .isEqualTo("Busy");
    }

    private static String failure(ThrowingCallable question) {
        return catchThrowableOfType(CloudException.class, question)
                .failure()
                .getClass()
                .getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
        "https://storage.googleapis.com,                 google, true",
        "https://storage.europe-west3.rep.googleapis.com, google, true",
        "http://storage.googleapis.com,                  google, false",
        "https://storage.googleapis.com.evil.example,    google, false",
        "https://evil.example,                           google, false",
        "https://storage.googleapis.com:444,             google, false",
        "https://acc.blob.core.windows.net,              azure,  true",
        "https://acc.z12.blob.storage.azure.net,         azure,  true",
        "https://acc.blob.core.windows.net.evil.example, azure,  false",
        "https://evil.example/acc.blob.core.windows.net, azure,  false",
        "https://dev.azure.com/org/project/_git/repo,    devops, true",
        "https://org.visualstudio.com/project,           devops, true",
        "https://dev.azure.com.evil.example/,            devops, false",
        "https://dev-azure.com/,                         devops, false",
    })
    void tokensAreShownToTheirCloudAlone(String address, String cloud, boolean isAllowed) {
        var uri = URI.create(address);

        assertThat(isShown(cloud, uri)).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://git_1.example/x,           git_1.example",
        "https://jane:s3cret@git_1.example, git_1.example",
        "https://[2001:db8::1]/x,           [2001:db8::1]"
    })
    void aPlaceThatIsRefusedIsNamedByItsHost(String address, String host) {
        assertThatThrownBy(() -> CloudPlaces.requireAzureDevOps(URI.create(address)))
                .hasMessageContaining("and '" + host + "' is not there");
    }

    private static boolean isShown(String cloud, URI address) {
        return switch (cloud) {
            case "google" -> CloudPlaces.isGoogleStorage(address);
            case "azure" -> CloudPlaces.isAzureStorage(address);
            default -> catchThrowable(() -> CloudPlaces.requireAzureDevOps(address)) == null;
        };
    }

    private Map<String, String> workload() throws IOException {
        var token = Files.writeString(folder.resolve("azure"), "head.body.sig");
        return new HashMap<>(Map.of(
                "AZURE_CLIENT_ID",
                "client-1",
                "AZURE_TENANT_ID",
                "tenant-1",
                "AZURE_FEDERATED_TOKEN_FILE",
                token.toString(),
                "AZURE_AUTHORITY_HOST",
                server.url() + "/"));
    }

    private String google(Map<String, String> variables) throws CloudException {
        return server.identities(variables).google(Optional.empty(), soon());
    }

    private String azure(Map<String, String> variables, AzureAudience audience, Optional<String> managed)
            throws CloudException {
        return server.identities(variables).azure(audience, managed, Optional.empty(), soon());
    }
}
