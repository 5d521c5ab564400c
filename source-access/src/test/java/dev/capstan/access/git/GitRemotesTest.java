package dev.capstan.access.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessResult;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitRemotesTest {
    private static final GitLogin BASIC = new GitLogin.Basic("me", "word");
    private static final GitLogin SSH = new GitLogin.Ssh("key", "hosts", Optional.empty());

    private final FakeTokens tokens = new FakeTokens();
    private final GitRemotes remotes = new GitRemotes(tokens);

    private AccessResult<Remote> of(String url, GitLogin login) {
        return remotes.of(
                RemoteUrl.parse(url).orElseThrow(),
                login,
                TlsMaterial.NONE,
                Optional.empty(),
                Deadline.in(Duration.ofSeconds(1)));
    }

    private static String failure(AccessResult<Remote> result) {
        return switch (result) {
            case AccessResult.Success<Remote>(var remote) -> throw new AssertionError(remote);
            case AccessResult.Failed<Remote>(var failure) -> failure.message();
        };
    }

    private static Remote remote(AccessResult<Remote> result) {
        return result.orElse(failure -> {
            throw new AssertionError(failure.message());
        });
    }

    @Test
    void eachLoginIsForItsKindOfAddress() {
        assertThat(remote(of("https://h/r", BASIC)).credentials()).isEqualTo(new Credentials.Basic("me", "word"));
        assertThat(remote(of("ssh://git@h/r", SSH)).credentials())
                .isEqualTo(new Credentials.SshKey("key", "hosts", Optional.empty()));
        assertThat(failure(of("ssh://git@h/r", BASIC)))
                .isEqualTo("an ssh URL needs a private key; users, passwords and tokens are for http and https, and"
                        + " 'ssh://git@h/r' is neither");
        assertThat(failure(of("https://h/r", SSH)))
                .isEqualTo("a private key is for ssh, and 'https://h/r' is no ssh URL");
        assertThat(failure(of("ssh://git@h/r", new GitLogin.Anonymous())))
                .isEqualTo("an ssh URL needs a private key, and there is none for 'ssh://git@h/r'");
    }

    @Test
    void anAppGetsATokenAndAnotherOneWhenThatIsRefused() {
        var app = new GitHubApp("1", new GitHubApp.Installation.Numbered("2"), "key", URI.create("https://api.h"));

        var first = remote(of("https://h/r", new GitLogin.App(app)));
        remotes.refused(first);
        var second = remote(of("https://h/r", new GitLogin.App(app)));

        assertThat(first.credentials()).isInstanceOf(Credentials.Issued.class).isNotEqualTo(second.credentials());
        assertThat(second.identity()).isEqualTo(first.identity());
    }

    @Test
    void noTextShowsASecret() {
        assertThat(BASIC + " " + SSH + " " + new GitLogin.Bearer("word")).isEqualTo("Basic[] Ssh[] Bearer[]");
    }
}
