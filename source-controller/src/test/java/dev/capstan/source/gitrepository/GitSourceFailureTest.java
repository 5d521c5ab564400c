package dev.capstan.source.gitrepository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import org.junit.jupiter.api.Test;

class GitSourceFailureTest {
    private static final RemoteUrl URL =
            RemoteUrl.parse("https://git.example.org/config").orElseThrow();

    @Test
    void aTagThatIsMovedToACommitIsFoundAgain() {
        assertThat(new GitSourceFailure.Fetch(new GitFailure.NotACommit(URL, "tag 'v1'")).retry())
                .isEqualTo(Retry.WITH_BACKOFF);
    }

    @Test
    void aRepositoryDoesNotChangeItsHash() {
        assertThat(new GitSourceFailure.Fetch(new GitFailure.HashUnsupported(URL)).retry())
                .isEqualTo(Retry.ON_INPUT_CHANGE);
    }
}
