package dev.capstan.source.gitrepository;

import static dev.capstan.source.gitrepository.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.http.HttpProxy;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAccessTest {
    private static final GitRepositorySpec OVER_HTTPS = spec("secretRef: {name: access}");
    private static final GitRepositorySpec OVER_SSH =
            Specs.at("ssh://git@git.example.org/config", "secretRef: {name: access}");

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

    private static Remote remote(GitRepositorySpec spec, Map<String, String> secret) {
        var result = access(spec, secret);
        assertThat(result).isInstanceOf(SourceResult.Success.class);
        return ((SourceResult.Success<Remote>) result).value();
    }

    private static SourceFailure failure(GitRepositorySpec spec, Map<String, String> secret) {
        var result = access(spec, secret);
        assertThat(result).isInstanceOf(SourceResult.Failed.class);
        return ((SourceResult.Failed<Remote>) result).failure();
    }

    private static SourceResult<Remote> access(GitRepositorySpec spec, Map<String, String> secret) {
        var values = secret.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8)));
        var source = new GitSource(new ObjectKey("apps", "config"), 1, Map.of(), spec, GitRepositoryStatus.INITIAL);
        return new RemoteAccess((namespace, name) -> new SecretValues(name, values)).of(source);
    }
}
