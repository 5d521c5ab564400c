package dev.capstan.access.git;

import static dev.capstan.access.git.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.secret.SecretValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitAccessTest {
    private static final GitRepositorySpec OVER_HTTPS = spec("secretRef: {name: access}");
    private static final GitRepositorySpec OF_AN_APP = spec("provider: github\nsecretRef: {name: access}");
    private static final Map<String, String> APP =
            Map.of("githubAppID", "123\n", "githubAppInstallationID", "456\n", "githubAppPrivateKey", "key");
    private static final GitRepositorySpec OVER_SSH =
            Specs.at("ssh://git@git.example.org/config", "secretRef: {name: access}");

    private final FakeTokens tokens = new FakeTokens();

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void theLineEndThatEditorsAppendIsNotPartOfNameAndPassword(String end) {
        var remote = remote(OVER_HTTPS, Map.of("username", "jane" + end, "password", "s3cret" + end));

        assertThat(remote.credentials()).isEqualTo(new Credentials.Basic("jane", "s3cret"));
    }

    @Test
    void onlyOneLineEndIsTakenOff() {
        var remote = remote(OVER_HTTPS, Map.of("username", "jane", "password", " two\nlines \n\n"));

        assertThat(remote.credentials()).isEqualTo(new Credentials.Basic("jane", " two\nlines \n"));
    }

    @Test
    void thePassphraseOfAKeyIsReadWithoutItsLineEnd() {
        var remote = remote(OVER_SSH, Map.of("identity", "key\n", "known_hosts", "hosts\n", "password", "s3cret\n"));

        assertThat(remote.credentials()).isEqualTo(new Credentials.SshKey("key\n", "hosts\n", Optional.of("s3cret")));
    }

    @Test
    void theUserOfAProxyIsReadWithoutLineEnds() {
        var remote = remote(
                spec("proxySecretRef: {name: access}"),
                Map.of("address", "http://proxy.example.org:3128\n", "username", "jane\n", "password", "s3cret\n"));

        assertThat(remote.proxy().orElseThrow().user()).contains(new HttpProxy.User("jane", "s3cret"));
    }

    @Test
    void spaceAroundABearerTokenIsTakenOff() {
        assertThat(remote(OVER_HTTPS, Map.of("bearerToken", " ghp_1 \n")).credentials())
                .isEqualTo(new Credentials.Bearer("ghp_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_SUPER\nSECRET", "ghp_SUPER\r\nSECRET", "ghp_SUPER\0SECRET", "ghp_SUPER\u0085SECRET"})
    void aTokenThatCannotBeAHeaderIsRefusedWithoutShowingIt(String token) {
        var failure = failure(OVER_HTTPS, Map.of("bearerToken", token));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.message())
                .contains("'access'")
                .contains("'bearerToken'")
                .doesNotContain("SUPER")
                .doesNotContain("SECRET");
    }

    @Test
    void aGitHubAppLogsInWithATokenThatIsIssuedToIt() {
        var remote = remote(OF_AN_APP, APP);

        assertThat(remote.credentials()).isInstanceOfSatisfying(Credentials.Issued.class, issued -> {
            assertThat(issued.username()).isEqualTo("x-access-token");
            assertThat(issued.token()).isEqualTo("token-1");
        });
        assertThat(remote.credentials().toString()).doesNotContain("token-1");
    }

    /** The certificate in the Secret is for the server of the repository. */
    @ParameterizedTest
    @CsvSource({"https://git.example.org/api/v3, true", "https://GIT.example.org, true", "https://api.github.com, false"
    })
    void onlyAnApiOnTheSameHostIsShownOurCertificate(String api, boolean isShown) {
        var data = with("githubAppBaseURL", api);
        data.putAll(Map.of("ca.crt", "ca", "tls.crt", "certificate", "tls.key", "key"));

        var remote = remote(OF_AN_APP, data);

        assertThat(tokens.shown().authorities()).contains("ca");
        assertThat(tokens.shown().client().isPresent()).isEqualTo(isShown);
        assertThat(remote.tls().client()).isPresent();
    }

    @Test
    void anotherTokenOfTheSameAppIsTheSameRemote() {
        var remote = remote(OF_AN_APP, APP);
        var issued = (Credentials.Issued) remote.credentials();
        var later = new Remote(
                remote.url(),
                new Credentials.Issued(issued.username(), "token-2", issued.issuedTo()),
                remote.tls(),
                remote.proxy());

        assertThat(later.identity()).isEqualTo(remote.identity());
        assertThat(remote(OF_AN_APP, with("githubAppPrivateKey", "other")).identity())
                .isNotEqualTo(remote.identity());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            githubAppID                | x                  | 'githubAppID' is not a number
            githubAppID                | ''                 | needs the keys 'githubAppID' and 'githubAppPrivateKey'
            githubAppPrivateKey        | ''                 | needs the keys 'githubAppID' and 'githubAppPrivateKey'
            githubAppInstallationID    | 4/../5             | 'githubAppInstallationID' is not a number
            githubAppInstallationOwner | org                | exactly one of the keys
            githubAppInstallationID    | ''                 | exactly one of the keys
            githubAppBaseURL           | ftp://x            | 'githubAppBaseURL' is not a URL such as
            githubAppBaseURL           | https://u:p@x/v3   | 'githubAppBaseURL' is not a URL such as
            githubAppBaseURL           | https:// x         | 'githubAppBaseURL' is not a URL
            """)
    void whatIsWrongWithTheDataOfAnAppIsNamed(String key, String value, String expected) {
        var failure = failure(OF_AN_APP, with(key, value));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.message()).contains("'access'").contains(expected);
    }

    @Test
    void anOwnerIsNotAPath() {
        var data = new HashMap<>(APP);
        data.remove("githubAppInstallationID");
        data.put("githubAppInstallationOwner", "../admin");

        assertThat(failure(OF_AN_APP, data).message()).contains("is not the name of an organization or user");
    }

    @Test
    void theDataOfAnAppNeedsItsProvider() {
        assertThat(failure(OVER_HTTPS, APP).message())
                .contains("holds the data of a GitHub App, and spec.provider is not 'github'");
    }

    @Test
    void azureDevOpsIsShownTheIdentityOfThisProcess() {
        var remote = remote(Specs.at("https://dev.azure.com/org/p/_git/r", "provider: azure"), Map.of());

        assertThat(remote.credentials())
                .isInstanceOfSatisfying(
                        Credentials.IssuedBearer.class,
                        it -> assertThat(it.token()).isEqualTo("token-1"));
        var later = new Remote(
                remote.url(),
                new Credentials.IssuedBearer("token-2", "this process at Azure DevOps"),
                remote.tls(),
                remote.proxy());
        assertThat(later.identity()).isEqualTo(remote.identity());
    }

    @Test
    void aTokenOfThisProcessThatWasRefusedIsNotShownAgain() {
        var azure = Specs.at("https://dev.azure.com/org/p/_git/r", "provider: azure");
        var refused = remote(azure, Map.of());

        access(Map.of()).refused(refused);

        assertThat(remote(azure, Map.of()).credentials())
                .isInstanceOfSatisfying(
                        Credentials.IssuedBearer.class,
                        it -> assertThat(it.token()).isEqualTo("token-2"));
    }

    @ParameterizedTest
    @CsvSource({
        "'https://[2001:db8::1]/x',     provider: azure,                                     '[2001:db8::1]'",
        "https://git.example/x,         provider: azure,                                     alone",
        "http://dev.azure.com/x,        provider: azure,                                     alone",
        "ssh://git@ssh.dev.azure.com/x, provider: azure,                                     alone",
        "https://dev.azure.com/x,       'provider: azure\nsecretRef: {name: access}',        takes no spec.secretRef",
        "https://dev.azure.com/x,       'provider: azure\nserviceAccountName: robot',        of its own",
    })
    void nobodyElseIsShownTheIdentityOfThisProcess(String url, String more, String words) {
        var failure = failure(Specs.at(url, more), Map.of());

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message()).contains(words);
    }

    @Test
    void aUrlThatIsNoneStallsAndIsShownWithoutItsPassword() {
        var failure = failure(Specs.at("https://jane:s3cret@git.example.org/", ""), Map.of());

        assertThat(failure.reason()).isEqualTo(Reason.URL_INVALID);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message())
                .contains("names a host, but no repository")
                .doesNotContain("s3cret");
    }

    @Test
    void codeCommitIsRefusedByName() {
        var failure = failure(spec("provider: aws"), Map.of());

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_PROVIDER_CONFIGURATION);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message())
                .isEqualTo("spec.provider 'aws' is not acted on yet; use 'generic' with a user and password in"
                        + " spec.secretRef");
    }

    @Test
    void anAppIsNotForSshNorWithoutASecret() {
        assertThat(failure(Specs.at("ssh://git@x/y", "provider: github\nsecretRef: {name: access}"), APP)
                        .message())
                .contains("needs an http or https URL");
        assertThat(failure(spec("provider: github"), APP).message()).contains("needs spec.secretRef");
    }

    private static HashMap<String, String> with(String key, String value) {
        var data = new HashMap<>(APP);
        data.put(key, value);
        return data;
    }

    private Remote remote(GitRepositorySpec spec, Map<String, String> secret) {
        var result = access(spec, secret);
        assertThat(result).isInstanceOf(AccessResult.Success.class);
        return ((AccessResult.Success<Remote>) result).value();
    }

    private AccessFailure failure(GitRepositorySpec spec, Map<String, String> secret) {
        var result = access(spec, secret);
        assertThat(result).isInstanceOf(AccessResult.Failed.class);
        return ((AccessResult.Failed<Remote>) result).failure();
    }

    private AccessResult<Remote> access(GitRepositorySpec spec, Map<String, String> secret) {
        return access(secret).of("apps", spec, Deadline.in(Duration.ofSeconds(10)));
    }

    private GitAccess access(Map<String, String> secret) {
        var values = secret.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8)));
        return new GitAccess((namespace, name) -> new SecretValues(name, values), tokens, tokens);
    }
}
