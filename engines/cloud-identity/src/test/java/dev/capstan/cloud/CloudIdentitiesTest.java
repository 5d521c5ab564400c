package dev.capstan.cloud;

import static dev.capstan.cloud.CloudServer.NOW;
import static dev.capstan.cloud.CloudServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static dev.capstan.testkit.http.ScriptedServer.bodyOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudIdentitiesTest {
    private static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    private static final Map<String, String> KEYS =
            Map.of("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY", "s3cret", "AWS_SESSION_TOKEN", "t");

    private final CloudServer server = new CloudServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItEnds() throws IOException {
        server.answers(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
        var identities = server.identities(Map.of());

        identities.google(Optional.empty(), soon());
        server.later(Duration.ofMinutes(54));
        identities.google(Optional.empty(), soon());
        assertThat(server.requests()).hasSize(1);

        server.later(Duration.ofMinutes(2));
        identities.google(Optional.empty(), soon());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    @Timeout(30)
    void oneQuestionIsAskedForAll() throws Exception {
        var isAsked = new CountDownLatch(1);
        var mayAnswer = new CountDownLatch(1);
        server.answers(_ -> {
            isAsked.countDown();
            await(mayAnswer);
            return answer(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
        });
        var identities = server.identities(Map.of());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<String>>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> identities.google(Optional.empty(), soon())));
            }
            isAsked.await();
            assertThatThrownBy(() -> identities.google(Optional.empty(), Deadline.in(Duration.ofMillis(1))))
                    .hasMessageStartingWith(
                            "the service for identities of Google Cloud cannot be asked: no complete answer");
            mayAnswer.countDown();
            for (var one : all) {
                assertThat(one.get()).isEqualTo("t");
            }
        }
        assertThat(server.requests()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyIsAskedAgainForAMinute() throws IOException {
        var identities = server.identities(Map.of());
        assertThatThrownBy(() -> identities.google(Optional.empty(), soon())).isInstanceOf(CloudException.class);
        assertThatThrownBy(() -> identities.google(Optional.empty(), soon())).isInstanceOf(CloudException.class);
        assertThat(server.requests()).hasSize(1);

        server.answers(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
        server.later(Duration.ofSeconds(61));

        assertThat(identities.google(Optional.empty(), soon())).isEqualTo("t");
    }

    @Test
    void aTokenThatWasRefusedIsNotGivenOutAgain() throws IOException {
        server.answers(200, "{\"access_token\":\"first\",\"expires_in\":3600}");
        var identities = server.identities(Map.of());
        assertThat(devOps(identities)).isEqualTo("first");
        server.answers(200, "{\"access_token\":\"second\",\"expires_in\":3600}");

        identities.refusedByAzure("first");

        assertThat(devOps(identities)).isEqualTo("second");
        identities.refusedByAzure("first");
        assertThat(devOps(identities)).isEqualTo("second");
        assertThat(server.requests()).hasSize(2);
    }

    private static String devOps(CloudIdentities identities) throws CloudException {
        return identities.azure(AzureAudience.DEVOPS, Optional.empty(), Optional.empty(), soon());
    }

    @Test
    void aFailureIsNotKept() throws IOException {
        server.answers(500, "");
        var identities = server.identities(Map.of());
        assertThatThrownBy(() -> identities.google(Optional.empty(), soon())).hasMessageContaining("(HTTP 500)");

        server.answers(200, "{\"access_token\":\"t\",\"expires_in\":3600}");

        assertThat(identities.google(Optional.empty(), soon())).isEqualTo("t");
    }

    @Test
    void aServiceThatAsksOthersToLeaveItAloneStillSaysWhoWeAre() throws IOException {
        server.answers(_ -> new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "900")
                .build());
        var place = OutboundRequest.get(URI.create(server.url()), 1000);
        server.http().send(place, soon()).close();
        server.answers(200, ecrToken());

        assertThat(server.identities(withEcr()).registry(CloudProvider.AWS, ECR, Optional.empty(), soon()))
                .isEqualTo(new CloudLogin("AWS", "pass:word"));
        try (var held = server.http().send(place, soon())) {
            assertThat(held.status()).as("of others").isEqualTo(429);
        }
    }

    private static String ecrToken() {
        var token = Base64.getEncoder().encodeToString("AWS:pass:word".getBytes(UTF_8));
        return "{\"authorizationData\":[{\"authorizationToken\":\"" + token + "\",\"expiresAt\":"
                + NOW.plusSeconds(43_200).getEpochSecond() + ".123,\"proxyEndpoint\":\"https://x\"}]}";
    }

    @Test
    void ecrGivesALogin() throws IOException {
        server.answers(200, ecrToken());
        var identities = server.identities(withEcr());

        var login = identities.registry(CloudProvider.AWS, ECR, Optional.empty(), soon());
        identities.registry(CloudProvider.AWS, ECR, Optional.empty(), soon());

        assertThat(login).isEqualTo(new CloudLogin("AWS", "pass:word"));
        assertThat(server.requests()).hasSize(1);
        var headers = server.last().getHeaders();
        assertThat(headers.get("X-Amz-Target")).isEqualTo("AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken");
        assertThat(headers.get("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(headers.get("x-amz-security-token")).isEqualTo("t");
        assertThat(headers.get("Authorization"))
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261128/eu-west-1/ecr/aws4_request, "
                                + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target,");
        assertThat(bodyOf(server.last())).isEqualTo("{}");
    }

    private Map<String, String> withEcr() {
        var variables = new HashMap<>(KEYS);
        variables.put("AWS_ENDPOINT_URL_ECR", server.url() + "/");
        return variables;
    }

    @Test
    void ecrRefusesByItsCode() {
        server.answers(400, "{\"__type\":\"UnrecognizedClientException\",\"message\":\"x\"}");

        assertThatThrownBy(
                        () -> server.identities(withEcr()).registry(CloudProvider.AWS, ECR, Optional.empty(), soon()))
                .hasMessage("Amazon ECR gave no credentials (HTTP 400, UnrecognizedClientException)");
    }

    @Test
    void theRegistriesOfARegionShareALogin() throws IOException {
        var token = Base64.getEncoder().encodeToString("AWS:pw".getBytes(UTF_8));
        server.answers(
                200,
                "{\"authorizationData\":[{\"authorizationToken\":\"" + token + "\",\"expiresAt\":"
                        + NOW.plusSeconds(43_200).getEpochSecond() + "}]}");
        var identities = server.identities(withEcr());

        identities.registry(CloudProvider.AWS, ECR, Optional.empty(), soon());
        identities.registry(
                CloudProvider.AWS, ECR.replace('1', '2').replace("west-2", "west-1"), Optional.empty(), soon());
        assertThat(server.requests()).hasSize(1);

        identities.registry(CloudProvider.AWS, ECR.replace("west", "central"), Optional.empty(), soon());
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theWayToTheNetworkDoesNotMatterToTheMachine() throws IOException {
        server.answers(200, "{\"access_token\":\"t\",\"expires_in\":3600}");
        var identities = server.identities(Map.of());

        for (var proxy : List.of("http://a:1", "http://b:1")) {
            identities.google(HttpProxy.at(proxy, Optional.empty()), soon());
            identities.azure(AzureAudience.STORAGE, Optional.empty(), HttpProxy.at(proxy, Optional.empty()), soon());
        }

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aTokenOfGoogleIsThePassword() throws IOException {
        server.answers(200, "{\"access_token\":\"t\",\"expires_in\":3600}");

        assertThat(server.identities(Map.of())
                        .registry(CloudProvider.GCP, "europe-docker.pkg.dev", Optional.empty(), soon()))
                .isEqualTo(new CloudLogin("oauth2accesstoken", "t"));
    }

    @Test
    void aTokenOfAzureIsExchangedAtTheRegistry() throws IOException {
        var claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"exp\":" + NOW.plusSeconds(10_800).getEpochSecond() + "}").getBytes(UTF_8));
        server.answers(request -> request.getTarget().equals("/oauth2/exchange")
                ? answer(200, "{\"refresh_token\":\"h." + claims + ".s\"}")
                : answer(200, "{\"access_token\":\"entra\",\"expires_in\":\"3600\"}"));
        var identities = server.identities(Map.of());

        var login = identities.registry(CloudProvider.AZURE, "team.azurecr.io", Optional.empty(), soon());
        identities.registry(CloudProvider.AZURE, "team.azurecr.io", Optional.empty(), soon());

        assertThat(login).isEqualTo(new CloudLogin("00000000-0000-0000-0000-000000000000", "h." + claims + ".s"));
        assertThat(server.requests()).hasSize(2);
        assertThat(bodyOf(server.last()).split("&"))
                .containsExactlyInAnyOrder("grant_type=access_token", "service=team.azurecr.io", "access_token=entra");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS,   evil.example",
        "AWS,   123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
        "AWS,   123456789012.dkr.ecr.eu-west-1.amazonaws.com:5000",
        "AWS,   public.ecr.aws",
        "AWS,   europe-docker.pkg.dev",
        "GCP,   evil-docker.pkg.dev.example",
        "GCP,   ghcr.io",
        "GCP,   evilgcr.io",
        "AZURE, team.azurecr.io.evil.example",
        "AZURE, a.team.azurecr.io",
        "AZURE, azurecr.io",
    })
    void aLoginIsShownToNoOtherRegistry(CloudProvider provider, String registry) {
        assertThatThrownBy(() -> server.identities(KEYS).registry(provider, registry, Optional.empty(), soon()))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        thrown -> assertThat(thrown.failure()).isInstanceOf(CloudFailure.PlaceRefused.class));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nothingSecretIsShown() {
        assertThat(new CloudLogin("AWS", "s3cret")).asString().doesNotContain("s3cret");
        assertThat(new CloudEnvironment(KEYS)).asString().doesNotContain("s3cret");
    }
}
