package dev.capstan.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=touch /tmp/x",
                "ssh://-oProxyCommand=touch/x",
                "ssh://-oProxyCommand@host/x",
                "ssh://git@-host/x",
                "ssh://git@host/-x",
                "https://host/\nx",
                "https://host/a b",
                "ext::sh -c id",
                "file:///etc",
                "git@host:org/repo.git",
                "https://host",
                "https://host/",
                "https:///x",
                "https://host:99999/x",
                "https://host/x?ref=y",
                "HTTPS://host/x",
                ""
            })
    void g005_refusesWhatIsNoSafeUrl(String text) {
        assertThat(RemoteUrl.parse(text).problem()).get().isInstanceOf(GitFailure.UrlInvalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/org/repo",
                "http://127.0.0.1:8080/config.git",
                "ssh://git@host:2222/org/repo.git",
                "ssh://git@[::1]:22/x.git",
                "ssh://git@host/~/repo",
                "ssh://git@host/it's;$(id).git"
            })
    void acceptsWhatServersUse(String text) {
        assertThat(RemoteUrl.parse(text).success()).isPresent();
    }

    @Test
    void leavesOutTheDefaultPortAndTheCaseOfTheHost() {
        assertThat(RemoteUrl.parse("https://Host:443/Org").orElseThrow())
                .hasToString(RemoteUrl.parse("https://host/Org").orElseThrow().toString());
    }

    @Test
    void neverShowsAPassword() {
        assertThat(RemoteUrl.parse("https://user:s3cret@host/x").orElseThrow().toString())
                .doesNotContain("s3cret");
        assertThat(RemoteUrl.parse("foo://user:s3cret@host/x")
                        .problem()
                        .orElseThrow()
                        .message())
                .doesNotContain("s3cret");
    }

    @Test
    void otherCredentialsAreAnotherRemoteAlsoForAProxy() {
        var url = RemoteUrl.parse("https://host/x").orElseThrow();
        var one = new HttpProxy("proxy", 80, Optional.of(new HttpProxy.User("jane", "1")));
        var two = new HttpProxy("proxy", 80, Optional.of(new HttpProxy.User("jane", "2")));

        var anonymous = new Credentials.Anonymous();
        assertThat(new Remote(url, anonymous, TlsMaterial.NONE, Optional.of(one)).identity())
                .isNotEqualTo(new Remote(url, anonymous, TlsMaterial.NONE, Optional.of(two)).identity());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/../../x", "refs/heads/-x", "refs/heads/a\tb", "refs/heads/a..b", "refs/heads/x.lock",
                "refs/heads//x", "refs/heads/.x", "heads/x", "refs/heads/a@{1}", "refs/heads/a\\b"
            })
    void g008_suchReferencesDoNotExist(String name) {
        assertThat(ReferenceNames.isValid(name)).isFalse();
    }
}
