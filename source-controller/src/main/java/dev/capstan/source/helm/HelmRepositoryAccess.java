package dev.capstan.source.helm;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.http.TlsMaterial;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.util.Optional;

/** Who we are for a chart repository: what a HelmRepository over HTTP and its Secrets say. */
final class HelmRepositoryAccess {
    private static final String SECRET = "spec.secretRef";
    private static final String CERTIFICATES = "spec.certSecretRef";

    private HelmRepositoryAccess() {}

    /** What a Secret says of both, as older versions of the API had it. */
    private record FromSecret(Optional<SecretAccess.Login> login, TlsMaterial tls) {}

    /**
     * Reads what a HelmRepository says. TLS keys in {@code spec.secretRef} count only without {@code spec.certSecretRef}.
     *
     * @param namespace of the object
     */
    static SourceResult<RepositoryAccess> of(String namespace, HelmRepositorySpec spec, SecretAccess secrets) {
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
                        Optional.empty(),
                        spec.passCredentials(),
                        GoDuration.positive(spec.timeout(), RepositoryAccess.DEFAULT_TIMEOUT)))));
    }

    private static AccessResult<FromSecret> fromSecret(SecretValues values, boolean holdsTls) {
        return SecretAccess.login(values)
                .then(login -> (holdsTls ? SecretAccess.tls(values) : AccessResult.success(TlsMaterial.NONE))
                        .map(tls -> new FromSecret(login, tls)));
    }
}
