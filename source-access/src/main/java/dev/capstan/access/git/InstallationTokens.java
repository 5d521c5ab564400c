package dev.capstan.access.git;

import dev.capstan.access.AccessResult;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.util.Optional;

/** Tokens by which a GitHub App is let in to repositories and to the API. */
public interface InstallationTokens {

    /**
     * A token that is good for some minutes at least.
     *
     * @return the failure is a {@link dev.capstan.access.AccessFailure.TokenNotIssued}
     */
    AccessResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline);

    /**
     * The server has refused a token: it is not used again. One that was issued since stays.
     *
     * @param identity of the App
     */
    void forget(String identity, String token);
}
