package dev.capstan.source.gitrepository;

import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.source.SourceResult;
import java.util.Optional;

/** Tokens by which a GitHub App reads repositories. */
public interface InstallationTokens {

    /**
     * A token that is good for some minutes at least.
     *
     * @return the failure is a {@link GitSourceFailure.TokenNotIssued}
     */
    SourceResult<String> token(GitHubApp app, TlsMaterial tls, Optional<HttpProxy> proxy, Deadline deadline);

    /**
     * The server has refused a token: it is not used again. One that was issued since stays.
     *
     * @param identity of the App
     */
    void forget(String identity, String token);
}
