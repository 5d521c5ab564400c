package dev.capstan.chartaccess;

import dev.capstan.access.SecretAccess;
import dev.capstan.http.TlsMaterial;
import java.time.Duration;
import java.util.Optional;

/**
 * A chart repository and who we are for it.
 *
 * @param tls with a client certificate only for the repository itself
 * @param passesCredentials whether charts on other hosts are asked for with the credentials as well
 * @param timeout of one download
 */
public record RepositoryAccess(
        RepositoryUrl url,
        Optional<SecretAccess.Login> login,
        TlsMaterial tls,
        boolean passesCredentials,
        Duration timeout) {
    /** Of one download, where nobody says how long it may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Nobody in particular. */
    public static RepositoryAccess anonymous(RepositoryUrl url) {
        return new RepositoryAccess(url, Optional.empty(), TlsMaterial.NONE, false, DEFAULT_TIMEOUT);
    }

    /** Names the repository and nothing else. */
    @Override
    public String toString() {
        return url.toString();
    }
}
