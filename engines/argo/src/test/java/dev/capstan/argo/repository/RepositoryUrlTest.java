package dev.capstan.argo.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://GitHub.com/Acme/App.git, https://github.com/acme/app",
        "' https://github.com/acme/app ', https://github.com/acme/app",
        "git@github.com:Acme/App.git, git@github.com/acme/app",
        "ssh://git@github.com/acme/app, git@github.com/acme/app",
        "ssh://git@github.com:2222/acme/app, git@github.com:2222/acme/app",
        "ssh://github.com/acme/app, github.com/acme/app",
        "https://user@github.com/acme/app, https://user@github.com/acme/app",
        "https://github.com/acme/app/, https://github.com/acme/app",
        "https://github.com//acme///app.git/, https://github.com/acme/app",
        "https://github.com:443/acme/app, https://github.com/acme/app",
        "https://user:443@github.com/acme/app, https://user:443@github.com/acme/app",
        "oci://ghcr.io/acme/chart, oci://ghcr.io/acme/chart",
        "registry.example.com/charts, registry.example.com/charts"
    })
    void isNormalised(String url, String expected) {
        assertThat(RepositoryUrl.normalised(url)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "https://a b/c", "https://good.example.com\\@evil.org/x", "https://a/\u0000"})
    void whatCannotBeAUrlIsEqualToNothing(String url) {
        assertThat(RepositoryUrl.normalised(url)).isEmpty();
        assertThat(RepositoryUrl.isSame(url, url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/team-a/../team-b/app",
                "https://git.example.com/team-a/%2E%2e/team-b/app",
                "https://git.example.com/team-a/..%2Fteam-b/app",
                "https://git.example.com/team-a/./app",
                "git@git.example.com:../app",
                "https://git.example.com/team-a/..",
                "https://git.example.com/team-%61/app",
                "https:///git.example.com/team-a/app"
            })
    void whatHidesWhereItLeadsIsNoUrl(String url) {
        assertThat(RepositoryUrl.normalised(url)).isEmpty();
        assertThat(RepositoryUrl.coverage("https://git.example.com", url)).isEmpty();
    }

    @Test
    void dotsWithinNamesAreNames() {
        assertThat(RepositoryUrl.normalised("https://github.com/a/.github")).isPresent();
        assertThat(RepositoryUrl.normalised("https://github.com/a/b..c...")).isPresent();
    }

    @Test
    void twoWritingsOfOneRepositoryAreTheSame() {
        assertThat(RepositoryUrl.isSame("git@github.com:acme/app.git", "ssh://git@GitHub.com/acme/app"))
                .isTrue();
        assertThat(RepositoryUrl.isSame("https://github.com/acme/app", "http://github.com/acme/app"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com, https://git.example.com/acme/app",
        "https://git.example.com/, https://git.example.com/acme/app",
        "https://git.example.com/acme, https://git.example.com/acme/app",
        "https://git.example.com/acme/team-, https://git.example.com/acme/team-a/app",
        "git@github.com:acme, ssh://git@github.com/acme/app.git",
        "ghcr.io, oci://ghcr.io/acme/chart"
    })
    void aPrefixCoversWhatIsBelowIt(String prefix, String url) {
        assertThat(RepositoryUrl.coverage(prefix, url)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com, https://git.example.com.evil.org/acme/app",
        "https://git.example.com, https://git.example.community/acme/app",
        "https://git.example.com, https://git.example.com:8443/acme/app",
        "https://git.example.com/acme/, https://git.example.com/acme-evil/app",
        "https://git.example.com, https://git.example.com@evil.org/acme/app",
        "https://git.example.com, https://evil@git.example.com/acme/app",
        "https://git.example.com, http://git.example.com/acme/app",
        "git@github.com, git@github.com.evil.org:acme/app",
        "https://, https://git.example.com/acme/app",
        "https:, https://git.example.com/acme/app",
        "'', https://git.example.com/acme/app",
        "h, https://git.example.com/acme/app"
    })
    void aPrefixNeverCoversAnotherHost(String prefix, String url) {
        assertThat(RepositoryUrl.coverage(prefix, url)).isEmpty();
    }

    @Test
    void isShownWithoutUser() {
        assertThat(RepositoryUrl.shown("https://user:pass@github.com/acme/app"))
                .isEqualTo("https://github.com/acme/app");
    }
}
