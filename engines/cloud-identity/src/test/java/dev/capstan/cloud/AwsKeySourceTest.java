package dev.capstan.cloud;

import static dev.capstan.cloud.CloudServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static dev.capstan.testkit.http.ScriptedServer.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsKeySourceTest {
    private static final String EXCHANGED = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <Audience>sts.amazonaws.com</Audience>
                <Credentials>
                  <SessionToken>sess/ion+</SessionToken>
                  <SecretAccessKey>s3cret</SecretAccessKey>
                  <Expiration>2026-11-28T20:30:00Z</Expiration>
                  <AccessKeyId>ASIA1</AccessKeyId>
                </Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """;
    private static final String JSON_KEYS =
            "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIA2\",\"SecretAccessKey\":\"s3cret\",\"Token\":\"t\","
                    + "\"Expiration\":\"2026-11-28T20:30:00Z\"}";
    private static final AwsKeys KEYS = new AwsKeys("ASIA2", "s3cret", Optional.of("t"));

    @TempDir
    Path folder;

    private final CloudServer server = new CloudServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aWebIdentityIsExchangedForTheRole() throws IOException {
        server.answers(200, EXCHANGED);

        var keys = ask(webIdentity());

        assertThat(keys).isEqualTo(new AwsKeys("ASIA1", "s3cret", Optional.of("sess/ion+")));
        assertThat(server.last().getMethod()).isEqualTo("POST");
        assertThat(server.last().getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(bodyOf(server.last()).split("&"))
                .containsExactlyInAnyOrder(
                        "Action=AssumeRoleWithWebIdentity",
                        "Version=2011-06-15",
                        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fflux",
                        "RoleSessionName=capstan",
                        "WebIdentityToken=head.body.sig");
    }

    @Test
    void aRefusalNamesTheCodeAndNothingElse() throws IOException {
        server.answers(
                403,
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>head.body.sig</Message></Error></ErrorResponse>");

        assertThatThrownBy(() -> ask(webIdentity()))
                .hasMessage("the security token service of AWS gave no credentials (HTTP 403, AccessDenied)");
    }

    @Test
    void anAnswerThatReadsFilesGivesNothing() throws IOException {
        server.answers(
                200, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r><AccessKeyId>&x;</AccessKeyId></r>");

        assertThatThrownBy(() -> ask(webIdentity())).hasMessageContaining("it has no keys");
    }

    @Test
    void keysInTheEnvironmentGoBeforeEverything() throws IOException {
        var variables = new HashMap<>(webIdentity());
        variables.putAll(
                Map.of("AWS_ACCESS_KEY_ID", "AKIA1", "AWS_SECRET_ACCESS_KEY", "s3cret", "AWS_SESSION_TOKEN", "t"));

        assertThat(ask(variables)).isEqualTo(new AwsKeys("AKIA1", "s3cret", Optional.of("t")));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void thePodIsAskedWithItsToken() throws IOException {
        var token = Files.writeString(folder.resolve("eks"), "pod-token\n");
        server.answers(200, JSON_KEYS);

        assertThat(ask(Map.of(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        server.url() + "/v1/credentials",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                        token.toString())))
                .isEqualTo(KEYS);
        assertThat(server.last().getTarget()).isEqualTo("/v1/credentials");
        assertThat(server.last().getHeaders().get("Authorization")).isEqualTo("pod-token");
    }

    @Test
    void theContainerIsAsked() throws IOException {
        server.answers(200, JSON_KEYS);

        assertThat(ask(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")))
                .isEqualTo(KEYS);
        assertThat(server.last().getTarget()).isEqualTo("/v2/credentials/1");
    }

    @ParameterizedTest
    @CsvSource({"http://10.0.0.1/", "https://169.254.170.23/", "http://169.254.170.23.example/", "http:///x", "%"})
    void aPodIsAskedNowhereElse(String address) {
        assertThatThrownBy(() -> ask(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        thrown -> assertThat(thrown.failure()).isInstanceOf(CloudFailure.EnvironmentUnusable.class));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theMachineIsAskedInTheSecondVersion() throws IOException {
        server.answers(request -> switch (request.getTarget()) {
            case "/latest/api/token" -> answer(200, "imds-token");
            case "/latest/meta-data/iam/security-credentials/" -> answer(200, "node-role\n");
            case "/latest/meta-data/iam/security-credentials/node-role" -> answer(200, JSON_KEYS);
            default -> answer(404, "");
        });

        assertThat(ask(Map.of())).isEqualTo(KEYS);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().getFirst().getMethod()).isEqualTo("PUT");
        assertThat(server.requests().getFirst().getHeaders().get("X-aws-ec2-metadata-token-ttl-seconds"))
                .isEqualTo("300");
        assertThat(server.requests().subList(1, 3))
                .allSatisfy(request -> assertThat(request.getHeaders().get("X-aws-ec2-metadata-token"))
                        .isEqualTo("imds-token"));
    }

    @Test
    void aMachineWithoutARoleHasNoIdentity() {
        server.answers(request ->
                request.getTarget().equals("/latest/api/token") ? answer(200, "imds-token") : answer(404, ""));

        assertThatThrownBy(() -> ask(Map.of()))
                .hasMessageStartingWith("this process has no identity of AWS: there is neither AWS_ROLE_ARN");
        assertThatThrownBy(() -> ask(Map.of("AWS_EC2_METADATA_DISABLED", "true")))
                .hasMessageStartingWith("this process has no identity of AWS");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aServiceOfAnotherCloudGivesNoIdentity() {
        server.answers(405, "");

        assertThat(failure(Map.of())).isInstanceOf(CloudFailure.NoIdentity.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aMachineInTroubleIsNotAMachineWithoutAnIdentity(int status) {
        server.answers(status, "");

        assertThat(failure(Map.of()))
                .isEqualTo(new CloudFailure.Busy("the metadata service of AWS", status, "", Optional.empty()));
    }

    @Test
    void whereNobodyListensThereIsNoIdentity() {
        server.vanishes();

        assertThat(failure(Map.of())).isInstanceOf(CloudFailure.NoIdentity.class);
    }

    @Test
    void aServiceThatHasFallenSilentIsNotAMachineWithoutAnIdentity() {
        var identities = server.identities(Map.of());
        server.answers(500, "");
        assertThat(failure(identities)).isInstanceOf(CloudFailure.Busy.class);

        server.vanishes();

        assertThat(failure(identities)).isInstanceOf(CloudFailure.Unreachable.class);
    }

    @Test
    void aConfiguredServiceThatDoesNotAnswerIsUnreachable() {
        server.vanishes();

        assertThat(failure(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")))
                .isInstanceOf(CloudFailure.Unreachable.class);
        assertThat(failure(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url() + "/v1")))
                .isInstanceOf(CloudFailure.Unreachable.class);
    }

    @Test
    void whoAsksForAPauseIsNamedWithIt() throws IOException {
        server.answers(_ -> new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", "7")
                .build());

        assertThat(failure(webIdentity()).message())
                .isEqualTo(
                        "the security token service of AWS gave no credentials (HTTP 503); it asks for a pause of 7s");
    }

    @Test
    void throttlingIsNotARefusal() throws IOException {
        server.answers(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>");

        assertThat(failure(webIdentity()))
                .isEqualTo(new CloudFailure.Busy(
                        "the security token service of AWS", 400, "Throttling", Optional.empty()));
    }

    private CloudFailure failure(Map<String, String> variables) {
        return failure(server.identities(variables));
    }

    private static CloudFailure failure(CloudIdentities identities) {
        return catchThrowableOfType(
                        CloudException.class, () -> identities.aws(Optional.empty(), Optional.empty(), soon()))
                .failure();
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, true",
        "169.254.170.2,   true",
        "169.254.170.23,  true",
        "fd00:ec2::23,    true",
        "169.254.169.253, false",
        "169.254.170.24,  false",
        "fd00:ec2::254,   false",
        "127.0.0.1,       false",
        "168.63.129.16,   false",
    })
    void fourAddressesAreOpenToOneClass(String address, boolean isOpen) {
        var ip = InetAddress.ofLiteral(address);

        assertThat(MetadataService.RULE.forbids(ip).isEmpty()).isEqualTo(isOpen);
        assertThat(AddressRule.STRICT.forbids(ip)).isPresent();
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.answers(_ -> new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://example.com/")
                .build());

        assertThatThrownBy(() -> ask(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x")))
                .hasMessage("the metadata service of AWS gave no credentials (HTTP 302)");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sts.amazonaws.com,                          true",
        "https://sts.eu-west-1.amazonaws.com/,               true",
        "https://sts-fips.us-gov-west-1.amazonaws.com,       true",
        "https://sts.cn-north-1.amazonaws.com.cn,            true",
        "https://vpce-0a-1.sts.us-east-1.vpce.amazonaws.com, true",
        "http://sts.amazonaws.com,                           false",
        "https://sts.amazonaws.com:8443,                     false",
        "https://sts.amazonaws.com/x,                        false",
        "https://u@sts.amazonaws.com,                        false",
        "https://sts.amazonaws.com.evil.example,             false",
        "https://sts.evil.amazonaws.com,                     false",
        "https://stsxamazonaws.com,                          false",
        "https:foo,                                          false",
        "sts.amazonaws.com:443,                              false",
    })
    void onlyAwsIsShownTheTokenOfThisProcess(String address, boolean isAws) {
        assertThat(StsEndpoint.parse(address).isPresent()).isEqualTo(isAws);
    }

    private Map<String, String> webIdentity() throws IOException {
        var token = Files.writeString(folder.resolve("token"), "head.body.sig\n");
        return Map.of(
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/flux",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_REGION",
                "eu-west-1",
                "AWS_ENDPOINT_URL_STS",
                server.url());
    }

    private AwsKeys ask(Map<String, String> variables) throws CloudException {
        return server.identities(variables).aws(Optional.empty(), Optional.empty(), soon());
    }
}
