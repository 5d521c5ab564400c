package dev.capstan.source.helm;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.registry.RegistryIdentity;
import dev.capstan.access.registry.RegistryLogins;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import java.time.Duration;
import java.util.Optional;

/** Where a chart is in a registry, and who we are there: what a HelmRepository of the type {@code oci} says. */
final class RegistryCharts {
    private static final String SECRET = "spec.secretRef";
    private static final String CERTIFICATES = "spec.certSecretRef";

    private final SecretAccess secrets;
    private final RegistryIdentity identity;

    RegistryCharts(SecretAccess secrets, RegistryIdentity identity) {
        this.secrets = secrets;
        this.identity = identity;
    }

    SourceResult<RegistryChart> of(String namespace, HelmRepositorySpec spec, String chart) {
        return HelmFailure.result(RegistryChart.anonymous(spec.url(), chart))
                .then(remote -> SourceResult.of(access(namespace, spec, remote.name()))
                        .map(access -> remote.as(access, timeout(spec))));
    }

    private AccessResult<RegistryAccess> access(String namespace, HelmRepositorySpec spec, RepositoryName name) {
        return secrets.tls(namespace, CERTIFICATES, spec.certSecretRef())
                .then(tls -> logins(namespace, spec, name, tls)
                        .map(logins -> new RegistryAccess(logins, tls, Optional.empty(), spec.insecure())));
    }

    private static Duration timeout(HelmRepositorySpec spec) {
        return GoDuration.positive(spec.timeout(), RepositoryAccess.DEFAULT_TIMEOUT);
    }

    private AccessResult<DockerConfig> logins(
            String namespace, HelmRepositorySpec spec, RepositoryName name, TlsMaterial tls) {
        if (spec.secretRef() != null) {
            return secrets.read(namespace, SECRET, spec.secretRef().name()).then(values -> logins(values, name));
        }
        var provider = spec.provider() == null ? RegistryIdentity.GENERIC : spec.provider();
        return provider.equals(RegistryIdentity.GENERIC)
                ? AccessResult.success(DockerConfig.EMPTY)
                : identity.logins(
                        new RegistryIdentity.Place(provider, name.registry(), tls, spec.insecure(), Optional.empty()),
                        Deadline.in(timeout(spec)));
    }

    private static AccessResult<DockerConfig> logins(SecretValues values, RepositoryName name) {
        return RegistryLogins.of(values)
                .orElseGet(() -> SecretAccess.login(values)
                        .map(login -> login.map(it -> DockerConfig.of(
                                        name.registry(), new RegistryLogin.Password(it.username(), it.password())))
                                .orElse(DockerConfig.EMPTY)));
    }
}
