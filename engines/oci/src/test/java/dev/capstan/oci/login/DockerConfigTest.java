package dev.capstan.oci.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.oci.OciFailure;
import dev.capstan.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {
    @Test
    void readsEveryFormOfALogin() {
        var config = config("""
                {"auths": {
                  "auth.example": {"auth": "dTpwOnc="},
                  "plain.example": {"username": "u", "password": "p"},
                  "identity.example": {"auth": "dTpw", "identitytoken": "t"},
                  "token.example": {"auth": "PHRva2VuPjp0"},
                  "registry.example": {"registrytoken": "r"},
                  "empty.example": {}
                }, "credHelpers": {"x": "y"}}""");

        assertThat(login(config, "auth.example/a")).isEqualTo(new RegistryLogin.Password("u", "p:w"));
        assertThat(login(config, "plain.example/a")).isEqualTo(new RegistryLogin.Password("u", "p"));
        assertThat(login(config, "identity.example/a")).isEqualTo(new RegistryLogin.IdentityToken("t"));
        assertThat(login(config, "token.example/a")).isEqualTo(new RegistryLogin.IdentityToken("t"));
        assertThat(login(config, "registry.example/a")).isEqualTo(new RegistryLogin.RegistryToken("r"));
        assertThat(login(config, "empty.example/a")).isEqualTo(new RegistryLogin.Anonymous());
        assertThat(login(config, "other.example/a")).isEqualTo(new RegistryLogin.Anonymous());
    }

    @ParameterizedTest
    @CsvSource({
        "r.example, r.example/team/app, true",
        "https://r.example/v2/, r.example/team/app, true",
        "r.example/team, r.example/team/app, true",
        "r.example/team, r.example/teams/app, false",
        "r.example/team/app, r.example/team/app, true",
        "r.example:5000, r.example:5000/app, true",
        "r.example, r.example:5000/app, false",
        "*.example, r.example/app, true",
        "*.example, a.r.example/app, false",
        "*.example, evil.test/app, false",
        "https://index.docker.io/v1/, docker.io/app, true",
        "docker.io, oci://app, true",
        "rxexample, r.example/app, false"
    })
    void keysFitHostsAndTheBeginningOfPaths(String key, String repository, boolean fits) {
        var config = config("{\"auths\": {\"" + key + "\": {\"username\": \"u\", \"password\": \"p\"}}}");

        assertThat(login(config, repository) instanceof RegistryLogin.Password).isEqualTo(fits);
    }

    @Test
    void theLongestKeyWins() {
        var config = config("""
                {"auths": {
                  "r.example": {"username": "all", "password": "p"},
                  "r.example/team": {"username": "team", "password": "p"}
                }}""");

        assertThat(login(config, "r.example/team/app")).isEqualTo(new RegistryLogin.Password("team", "p"));
        assertThat(login(config, "r.example/app")).isEqualTo(new RegistryLogin.Password("all", "p"));
    }

    @Test
    void theFirstOfTwoConfigurationsWins() {
        var first = DockerConfig.of("r.example", new RegistryLogin.Password("first", "p"));
        var second = DockerConfig.of("r.example", new RegistryLogin.Password("second", "p"));

        assertThat(login(DockerConfig.all(List.of(first, second)), "r.example/a"))
                .isEqualTo(new RegistryLogin.Password("first", "p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"auths\": []}",
                "{\"auths\": {\"r.example\": {\"auth\": \"???\"}}}",
                "{\"auths\": {\"r.example\": {\"auth\": \"bm9jb2xvbg==\"}}}",
                "{\"auths\": {\"a b\": {\"auth\": \"dTpw\"}}}"
            })
    void whatIsNotAConfigurationIsRefused(String text) {
        assertThat(DockerConfig.parse(text.getBytes(UTF_8)).problem())
                .containsInstanceOf(OciFailure.LoginMalformed.class);
    }

    @Test
    void knowsWhichLoginsAreWithAHelper() {
        var config = config("""
                {"auths": {"r.example": {}, "own.example": {"auth": "dTpw"}},
                 "credHelpers": {"gcr.io": "gcloud"}, "credsStore": "desktop"}""");

        assertThat(helper(config, "r.example/a")).contains("desktop");
        assertThat(helper(config, "gcr.io/a")).contains("gcloud");
        assertThat(helper(config, "own.example/a")).isEmpty();
        assertThat(helper(DockerConfig.all(List.of(DockerConfig.EMPTY, config)), "r.example/a"))
                .contains("desktop");
    }

    @Test
    void onlyAPersonMayHaveNothingButHelpers() {
        byte[] text = "{\"credsStore\": \"desktop\"}".getBytes(UTF_8);

        assertThat(helper(DockerConfig.parseOwn(text).success().orElseThrow(), "r.example/a"))
                .contains("desktop");
        assertThat(DockerConfig.parse(text).problem())
                .hasValueSatisfying(it -> assertThat(it.message()).contains("credential helpers"));
        assertThat(DockerConfig.parseOwn("{\"auths\": []}".getBytes(UTF_8)).problem())
                .isPresent();
    }

    @Test
    void itsTextsShowNoSecret() {
        var config = DockerConfig.of("r.example", new RegistryLogin.Password("u", "geheim"));

        assertThat(config + " " + login(config, "r.example/a")).doesNotContain("geheim");
    }

    private static Optional<String> helper(DockerConfig config, String repository) {
        return config.helperFor(RepositoryName.parse(repository).success().orElseThrow());
    }

    private static DockerConfig config(String text) {
        return DockerConfig.parse(text.getBytes(UTF_8)).success().orElseThrow();
    }

    private static RegistryLogin login(DockerConfig config, String repository) {
        return config.loginFor(RepositoryName.parse(repository).success().orElseThrow());
    }
}
