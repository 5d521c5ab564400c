package dev.capstan.source.gitrepository;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceResult;
import java.util.Optional;

/** For Apps and for Azure DevOps: issues {@code token-1}, and after a token was forgotten {@code token-2}, and so on. */
final class FakeTokens implements InstallationTokens, DevOpsIdentity {
    private int number = 1;
    private TlsMaterial shown = TlsMaterial.NONE;

    @Override
    public SourceResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        shown = tls;
        return SourceResult.success("token-" + number);
    }

    @Override
    public SourceResult<String> token(Optional<HttpProxy> proxy, Deadline deadline) {
        return SourceResult.success("token-" + number);
    }

    @Override
    public void forget(String identity, String token) {
        if (token.equals("token-" + number)) {
            number++;
        }
    }

    @Override
    public void forget(String token) {
        forget("", token);
    }

    /** The TLS settings of the last question. */
    TlsMaterial shown() {
        return shown;
    }
}
