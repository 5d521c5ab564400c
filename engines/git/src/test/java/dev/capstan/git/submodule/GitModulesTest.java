package dev.capstan.git.submodule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitModulesTest {
    private static final RemoteUrl PARENT =
            RemoteUrl.parse("https://git.example.org/team/config.git").orElseThrow();

    private static String declaration(String name, String path, String url) {
        return "[submodule \"" + name + "\"]\n\tpath = \"" + path + "\"\n\turl = \"" + url + "\"\n";
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example.org/lib.git, https://other.example.org/lib.git",
        "../lib.git, https://git.example.org/team/lib.git",
        "../../other/lib, https://git.example.org/other/lib",
        "./lib, https://git.example.org/team/config.git/lib",
        "git@git.example.org:team/lib.git, ssh://git@git.example.org/team/lib.git"
    })
    void resolvesUrlsAsGitDoes(String written, String meant) {
        var declared = GitModules.parse(declaration("lib", "libs/lib/", written), PARENT)
                .orElseThrow();

        assertThat(declared).singleElement().satisfies(lib -> {
            assertThat(lib.path()).isEqualTo("libs/lib");
            assertThat(lib.url()).hasToString(meant);
        });
    }

    @Test
    void ofTwoWithOnePathTheLastOneCounts() {
        var text = declaration("lib", "lib", "../one.git") + declaration("again", "lib/", "../two.git");

        assertThat(GitModules.parse(text, PARENT).orElseThrow())
                .singleElement()
                .satisfies(lib -> assertThat(lib.url()).hasToString("https://git.example.org/team/two.git"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-oProxyCommand=touch /tmp/x",
                "--upload-pack=touch /tmp/x",
                "ext::sh -c touch% /tmp/x",
                "file:///etc",
                "/etc/secrets",
                "git://git.example.org/lib",
                "../../../lib",
                "../x/../../lib",
                "ssh://-oProxyCommand=x/lib",
                "git@-oProxyCommand=x:lib",
                "C:lib",
                "https://git.example.org/a b",
                ""
            })
    void g004_urlsThatAreNoRemoteRepositoryAreRefused(String url) {
        var failure = GitModules.parse(declaration("lib", "lib", url), PARENT)
                .problem()
                .orElseThrow();

        assertThat(failure).isInstanceOf(GitFailure.SubmoduleRefused.class);
        assertThat(failure.message()).contains("'lib'").contains("not fetched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/../../x", "..", "a/..\\\\b", "-x"})
    void g004_namesThatCouldBePathsOutsideAreRefused(String name) {
        assertThat(GitModules.parse(declaration(name, "lib", "https://x.example.org/lib"), PARENT)
                        .problem())
                .containsInstanceOf(GitFailure.SubmoduleRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../lib", "/lib", "-lib", "a/../../lib", ""})
    void g004_pathsOutsideAreRefused(String path) {
        assertThat(GitModules.parse(declaration("lib", path, "https://x.example.org/lib"), PARENT)
                        .problem())
                .containsInstanceOf(GitFailure.SubmoduleRefused.class);
    }

    @Test
    void aPasswordInAUrlIsNotShown() {
        var failure = GitModules.parse(declaration("lib", "lib", "ftp://jane:s3cret@x.example.org/lib"), PARENT)
                .problem()
                .orElseThrow();

        assertThat(failure.message()).doesNotContain("s3cret");
    }

    @Test
    void whatIsNoConfigurationIsRefused() {
        assertThat(GitModules.parse("[submodule \"x", PARENT).problem())
                .containsInstanceOf(GitFailure.SubmoduleRefused.class);
    }
}
