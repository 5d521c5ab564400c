package dev.capstan.source.helm;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.registry.RegistryIdentity;
import dev.capstan.access.registry.RegistryLogins;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.ChartRegistries.RegistryChart;
import java.time.Duration;
import java.util.Optional;

/** Where a chart is in a registry, and who we are there: what a HelmRepository of the type {@code oci} says. */
final class RegistryCharts {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final String SECRET = "spec.secretRef";
    private static final String CERTIFICATES = "spec.certSecretRef";

    private final SecretAccess secrets;
    private final RegistryIdentity identity;

    RegistryCharts(SecretAccess secrets, RegistryIdentity identity) {
        this.secrets = secrets;
        this.identity = identity;
    }

    /** A chart of a registry that nobody has credentials for. */
    static SourceResult<RegistryChart> anonymous(String url, String chart) {
        return name(url, chart).map(name -> new RegistryChart(name, RegistryAccess.ANONYMOUS, DEFAULT_TIMEOUT));
    }

    SourceResult<RegistryChart> of(String namespace, HelmRepositorySpec spec, String chart) {
        return name(spec.url(), chart)
                .then(name -> SourceResult.of(access(namespace, spec, name))
                        .map(access -> new RegistryChart(name, access, timeout(spec))));
    }

    private AccessResult<RegistryAccess> access(String namespace, HelmRepositorySpec spec, RepositoryName name) {
        return secrets.tls(namespace, CERTIFICATES, spec.certSecretRef())
                .then(tls -> logins(namespace, spec, name, tls)
                        .map(logins -> new RegistryAccess(logins, tls, Optional.empty(), spec.insecure())));
    }

    private static Duration timeout(HelmRepositorySpec spec) {
        return GoDuration.positive(spec.timeout(), DEFAULT_TIMEOUT);
    }

    private static SourceResult<RepositoryName> name(String url, String chart) {
        return switch (RepositoryName.parse(url.replaceFirst("/+$", "") + "/" + chart)) {
            case OciResult.Success<RepositoryName>(var name) -> SourceResult.success(name);
            case OciResult.Failed<RepositoryName>(var failure) ->
                SourceResult.failed(new HelmFailure.RegistryFailed(failure.message()));
        };
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
