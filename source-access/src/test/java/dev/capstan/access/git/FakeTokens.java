package dev.capstan.access.git;

import dev.capstan.access.AccessResult;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/** For Apps and for Azure DevOps: issues {@code token-1}, and after a token was forgotten {@code token-2}, and so on. */
public final class FakeTokens implements InstallationTokens, DevOpsIdentity {
    private int number = 1;
    private TlsMaterial shown = TlsMaterial.NONE;

    @Override
    public AccessResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline) {
        shown = tls;
        return AccessResult.success("token-" + number);
    }

    @Override
    public AccessResult<String> token(Optional<HttpProxy> proxy, Deadline deadline) {
        return AccessResult.success("token-" + number);
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
    public TlsMaterial shown() {
        return shown;
    }
}
