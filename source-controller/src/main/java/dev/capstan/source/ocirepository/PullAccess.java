package dev.capstan.source.ocirepository;

import dev.capstan.api.source.OCIRepositorySpec;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SecretReader;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.RegistryIdentity;
import dev.capstan.source.access.RegistryLogins;
import dev.capstan.source.access.SecretAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who we are for the registry of an OCIRepository, by what its Secrets and its service account say. */
final class PullAccess {
    private final SecretAccess secrets;
    private final PullSecrets accounts;
    private final RegistryIdentity identity;

    PullAccess(SecretReader secrets, PullSecrets accounts, RegistryIdentity identity) {
        this.secrets = new SecretAccess(secrets);
        this.accounts = accounts;
        this.identity = identity;
    }

    /**
     * The access to the registry of an object.
     *
     * @param registry its host
     * @param deadline for what must be asked for it
     */
    SourceResult<RegistryAccess> of(OciSource source, String registry, Deadline deadline) {
        var spec = source.spec();
        var namespace = source.key().namespace();
        return names(namespace, spec)
                .then(names -> secrets.tls(namespace, "spec.certSecretRef", spec.certSecretRef())
                        .then(tls -> secrets.proxy(namespace, spec.proxySecretRef())
                                .then(proxy -> logins(
                                                source,
                                                names,
                                                new RegistryIdentity.Place(
                                                        provider(spec), registry, tls, spec.insecure(), proxy),
                                                deadline)
                                        .map(logins -> new RegistryAccess(
                                                logins,
                                                spec.insecure() ? insecure(spec, tls) : tls,
                                                proxy,
                                                spec.insecure())))));
    }

    private static String provider(OCIRepositorySpec spec) {
        return spec.provider() == null ? RegistryIdentity.GENERIC : spec.provider();
    }

    private static TlsMaterial insecure(OCIRepositorySpec spec, TlsMaterial tls) {
        return new TlsMaterial(tls.authorities(), tls.client(), spec.certSecretRef() == null);
    }

    /** A provider is only asked when no Secret gives a login, and never in the name of an account: who we are is not who that is. */
    private SourceResult<DockerConfig> logins(
            OciSource source, List<NamedSecret> names, RegistryIdentity.Place place, Deadline deadline) {
        if (!names.isEmpty() || place.provider().equals(RegistryIdentity.GENERIC)) {
            return configs(source.key().namespace(), names);
        }
        return account(source.spec())
                .<SourceResult<DockerConfig>>map(account ->
                        SourceResult.failed(new OciSourceFailure.AccountIdentityUnsupported(account, place.provider())))
                .orElseGet(() -> identity.logins(place, deadline));
    }

    private static Optional<String> account(OCIRepositorySpec spec) {
        return Optional.ofNullable(spec.serviceAccountName()).filter(name -> !name.isEmpty());
    }

    private record NamedSecret(String field, String name) {}

    private SourceResult<List<NamedSecret>> names(String namespace, OCIRepositorySpec spec) {
        var found = new ArrayList<NamedSecret>();
        if (spec.secretRef() != null) {
            found.add(new NamedSecret("spec.secretRef", spec.secretRef().name()));
        }
        var account = account(spec);
        if (account.isEmpty()) {
            return SourceResult.success(found);
        }
        return accounts.of(namespace, account.get()).map(names -> {
            names.forEach(name -> found.add(new NamedSecret("spec.serviceAccountName", name)));
            return found;
        });
    }

    private SourceResult<DockerConfig> configs(String namespace, List<NamedSecret> names) {
        SourceResult<List<DockerConfig>> configs = SourceResult.success(List.of());
        for (var secret : names) {
            configs = configs.then(before -> secrets.read(namespace, secret.field(), secret.name())
                    .then(PullAccess::config)
                    .map(config -> {
                        var all = new ArrayList<>(before);
                        all.add(config);
                        return all;
                    }));
        }
        return configs.map(DockerConfig::all);
    }

    private static SourceResult<DockerConfig> config(SecretValues values) {
        return RegistryLogins.of(values)
                .orElseGet(() -> SecretAccess.malformed(
                        values,
                        "a pull secret has the key '" + RegistryLogins.DOCKER_CONFIG
                                + "'; make it with 'kubectl create secret docker-registry'"));
    }
}
