package dev.capstan.source.gitrepository;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceResult;
import java.util.Optional;

/** Issues {@code token-1}, and after a token was forgotten {@code token-2}, and so on. */
final class FakeTokens implements InstallationTokens {
    private int number = 1;

    @Override
    public SourceResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        return SourceResult.success("token-" + number);
    }

    @Override
    public void forget(String identity) {
        number++;
    }
}
