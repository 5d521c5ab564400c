package dev.capstan.chartaccess;

import dev.capstan.access.SecretAccess;
import dev.capstan.digest.FieldDigest;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import java.time.Duration;
import java.util.Optional;

/**
 * A chart repository and who we are for it.
 *
 * @param tls with a client certificate only for the repository itself
 * @param proxy to go through
 * @param passesCredentials whether charts on other hosts are asked for with the credentials as well
 * @param timeout of one download
 */
public record RepositoryAccess(
        RepositoryUrl url,
        Optional<SecretAccess.Login> login,
        TlsMaterial tls,
        Optional<HttpProxy> proxy,
        boolean passesCredentials,
        Duration timeout) {
    /** Of one download, where nobody says how long it may take. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Nobody in particular. */
    public static RepositoryAccess anonymous(RepositoryUrl url) {
        return new RepositoryAccess(url, Optional.empty(), TlsMaterial.NONE, Optional.empty(), false, DEFAULT_TIMEOUT);
    }

    /**
     * A hash over everything that an answer of the repository depends on, credentials included: who differs in it never shares what was
     * got with them.
     */
    public String identity() {
        var hash = new FieldDigest().add(url.uri().toString(), Boolean.toString(login.isPresent()));
        login.ifPresent(it -> hash.add(it.username(), it.password()));
        hash.add(tls.authorities().orElse(""), Boolean.toString(tls.acceptsAnyServer()));
        tls.client().ifPresent(client -> hash.add(client.certificates(), client.privateKey()));
        proxy.ifPresent(it -> {
            hash.add("proxy", it.kind().name(), it.host(), Integer.toString(it.port()));
            it.user().ifPresent(user -> hash.add(user.name(), user.password()));
        });
        return hash.finish().hex();
    }

    /** Names the repository and nothing else. */
    @Override
    public String toString() {
        return url.toString();
    }
}
