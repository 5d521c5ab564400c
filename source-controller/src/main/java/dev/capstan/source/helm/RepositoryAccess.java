package dev.capstan.source.helm;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
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
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final String SECRET = "spec.secretRef";
    private static final String CERTIFICATES = "spec.certSecretRef";

    /** What a Secret says of both, as older versions of the API had it. */
    private record FromSecret(Optional<SecretAccess.Login> login, TlsMaterial tls) {}

    /** Nobody in particular. */
    public static RepositoryAccess anonymous(RepositoryUrl url) {
        return new RepositoryAccess(url, Optional.empty(), TlsMaterial.NONE, false, DEFAULT_TIMEOUT);
    }

    /**
     * Reads what a HelmRepository says. TLS keys in {@code spec.secretRef} count only without {@code spec.certSecretRef}.
     *
     * @param namespace of the object
     */
    public static SourceResult<RepositoryAccess> of(String namespace, HelmRepositorySpec spec, SecretAccess secrets) {
        var url = RepositoryUrl.parse(spec.url());
        if (url.isEmpty()) {
            return SourceResult.failed(new HelmFailure.UrlInvalid());
        }
        var fromSecret = spec.secretRef() == null
                ? AccessResult.success(new FromSecret(Optional.empty(), TlsMaterial.NONE))
                : secrets.read(namespace, SECRET, spec.secretRef().name())
                        .then(values -> fromSecret(values, spec.certSecretRef() == null));
        return SourceResult.of(fromSecret.then(login -> secrets.tls(namespace, CERTIFICATES, spec.certSecretRef())
                .map(tls -> new RepositoryAccess(
                        url.get(),
                        login.login(),
                        spec.certSecretRef() == null ? login.tls() : tls,
                        spec.passCredentials(),
                        timeoutOf(spec)))));
    }

    private static AccessResult<FromSecret> fromSecret(SecretValues values, boolean holdsTls) {
        return SecretAccess.login(values)
                .then(login -> (holdsTls ? SecretAccess.tls(values) : AccessResult.success(TlsMaterial.NONE))
                        .map(tls -> new FromSecret(login, tls)));
    }

    private static Duration timeoutOf(HelmRepositorySpec spec) {
        return GoDuration.positive(spec.timeout(), DEFAULT_TIMEOUT);
    }

    /** Names the repository and nothing else. */
    @Override
    public String toString() {
        return url.toString();
    }
}
