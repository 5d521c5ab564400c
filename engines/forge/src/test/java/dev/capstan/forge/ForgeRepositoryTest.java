package dev.capstan.forge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeRepositoryTest {

    private static String told(String provider, String git, String api) {
        return ForgeRepository.parse(ForgeProvider.parse(provider).orElseThrow(), git, api)
                .map(it -> it.provider() + " " + it.api() + " " + it.owner() + " " + it.name())
                .success()
                .orElse("refused");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            github,    https://github.com/org/fleet.git,             https://api.github.com org fleet
            github,    https://user:pw@github.com/org/fleet,         https://api.github.com org fleet
            github,    ssh://git@github.com/org/fleet.git,           https://api.github.com org fleet
            github,    ssh://git@ssh.github.com:443/org/fleet.git,   https://api.github.com org fleet
            github,    git@github.com:org/fleet.git,                 https://api.github.com org fleet
            github,    https://GitHub.com/Org/Fleet/,                https://api.github.com Org Fleet
            github,    https://acme.ghe.com/org/fleet,               https://api.acme.ghe.com org fleet
            github,    https://ghe.example:8443/org/fleet,           https://ghe.example:8443/api/v3 org fleet
            github,    ssh://git@ghe.example:2222/org/fleet,         https://ghe.example/api/v3 org fleet
            github,    http://127.0.0.1:3000/org/fleet,              http://127.0.0.1:3000/api/v3 org fleet
            gitlab,    https://gitlab.com/a/b/c/fleet.git,           https://gitlab.com/api/v4 a/b/c fleet
            gitlab,    git@gitlab.com:a/fleet.git,                   https://gitlab.com/api/v4 a fleet
            gitlab,    ssh://git@altssh.gitlab.com:443/a/fleet.git,  https://gitlab.com/api/v4 a fleet
            gitea,     https://codeberg.org/org/fleet,               https://codeberg.org/api/v1 org fleet
            forgejo,   git@git.example:org/fleet,                    https://git.example/api/v1 org fleet
            gitea,     https://[::1]:3000/org/fleet,                 https://[::1]:3000/api/v1 org fleet
            bitbucket, https://u@bitbucket.org/ws/fleet.git,         https://api.bitbucket.org/2.0 ws fleet
            bitbucket, git@bitbucket.org:ws/fleet.git,               https://api.bitbucket.org/2.0 ws fleet
            """)
    void theGitUrlTellsTheApi(String provider, String git, String expected) {
        assertThat(told(provider, git, "")).endsWith(" " + expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://git.example/scm/proj/fleet.git,       https://git.example/rest/api/1.0 proj fleet
            https://git.example/ctx/scm/~jane/fleet.git,  https://git.example/ctx/rest/api/1.0 ~jane fleet
            ssh://git@git.example:7999/proj/fleet.git,    https://git.example/rest/api/1.0 proj fleet
            ssh://git@git.example:7999/~jane/fleet.git,   https://git.example/rest/api/1.0 ~jane fleet
            """)
    void bitbucketOfOnesOwnIsTold(String git, String expected) {
        assertThat(told("bitbucket", git, "")).isEqualTo("BITBUCKET_SERVER " + expected);
        assertThat(told("bitbucketserver", git, "")).isEqualTo("BITBUCKET_SERVER " + expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            github,    https://ghe.example/org/fleet,         https://ghe.example/api/v3/,         https://ghe.example/api/v3 org fleet
            github,    https://ghe.example/org/fleet,         http://127.0.0.1:80,                 http://127.0.0.1:80 org fleet
            gitlab,    https://git.example/gitlab/a/b/fleet,  https://git.example/gitlab/api/v4,   https://git.example/gitlab/api/v4 a/b fleet
            gitlab,    git@git.example:a/b/fleet.git,         https://git.example/gitlab/api/v4,   https://git.example/gitlab/api/v4 a/b fleet
            gitlab,    https://git.example/a/fleet,           https://git.example,                 https://git.example/api/v4 a fleet
            gitea,     https://git.example/gitea/org/fleet,   https://git.example/gitea/api/v1,    https://git.example/gitea/api/v1 org fleet
            bitbucket, https://git.example/scm/p/fleet,       https://git.example/rest/api/1.0,    https://git.example/rest/api/1.0 p fleet
            bitbucket, https://git.example/x/scm/p/fleet,     https://git.example/x/rest/api/1.0,  https://git.example/x/rest/api/1.0 p fleet
            bitbucket, https://git.example/ws/fleet,          https://proxy.example/2.0,           https://proxy.example/2.0 ws fleet
            """)
    void theAddressOfTheApiMayBeGiven(String provider, String git, String api, String expected) {
        assertThat(told(provider, git, api)).endsWith(" " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fleet",
                "/srv/git/org/fleet",
                "file:///srv/git/org/fleet",
                "ext::sh -c id",
                "https://github.com/fleet",
                "https://github.com/a/b/c",
                "https://github.com/org/../fleet",
                "https://github.com/org/fl%2Feet",
                "https://github.com/org/fleet?x=1",
                "https://github.com/org/fleet#x",
                "https://git hub.com/org/fleet",
                "https://-x/org/fleet",
                "git@host://org/fleet",
                "https://github.com/org/fl\neet",
                "ssh://git@github.com:99999999/org/fleet"
            })
    void whatNamesNoRepositoryIsRefused(String git) {
        assertThat(told("github", git, "")).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/api",
                "https://user:pw@host/api/v4",
                "https://host/api/v4?x=1",
                "https:///api/v4",
                "api/v4",
                "https://host/a b"
            })
    void anApiThatCannotBeAskedIsRefused(String api) {
        assertThat(told("gitlab", "https://host/a/b", api)).isEqualTo("refused");
    }

    @Test
    void noPartOfALoginIsKept() {
        var parsed = ForgeRepository.parse(ForgeProvider.GITLAB, "https://u:s3cret@host/a/b", "")
                .success()
                .orElseThrow();

        assertThat(parsed.toString() + parsed.api() + parsed.path()).doesNotContain("s3cret");
        assertThat(parsed).hasToString("host/a/b");
    }

    @Test
    void aRefusalShowsNoLogin() {
        var refused = ForgeRepository.parse(ForgeProvider.GITHUB, "https://u:s3cret@host/a", "");

        assertThat(refused.problem().orElseThrow().message()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GITHUB | ''                              | org/shop    | https://api.github.com          | org      | shop
            GITHUB | https://github.example          | org         | https://github.example/api/v3   | ''       | org
            GITHUB | https://github.example/api/v3/  | org/shop    | https://github.example/api/v3   | org      | shop
            GITHUB | https://api.tenant.ghe.com      | org/shop    | https://api.tenant.ghe.com      | org      | shop
            GITLAB | ''                              | 42          | https://gitlab.com/api/v4       | ''       | 42
            GITLAB | https://host/git/               | org/a/b     | https://host/git/api/v4         | org/a    | b
            GITEA  | https://git.example             | org/shop    | https://git.example/api/v1      | org      | shop
            """)
    void findsThePlaceThatSettingsName(
            ForgeProvider provider, String api, String path, String address, String owner, String name) {
        ForgeRepository place =
                ForgeRepository.at(provider, api, path).success().orElseThrow();

        assertThat(place.api()).hasToString(address);
        assertThat(place.owner()).isEqualTo(owner);
        assertThat(place.name()).isEqualTo(name);
    }

    @Test
    void aGiteaIsSomebodysOwn() {
        assertThat(ForgeRepository.at(ForgeProvider.GITEA, "", "org/shop")
                        .problem()
                        .orElseThrow()
                        .message())
                .contains("address of the API is needed");
    }
}
