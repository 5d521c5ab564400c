package dev.capstan.access.registry;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.SecretReader;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.runtime.secret.SecretValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who we are for a registry that is read, by what Secrets and the service account of a spec say. */
public final class PullAccess {
    private final SecretAccess secrets;
    private final PullSecrets accounts;
    private final RegistryIdentity identity;

    /** Asks at every use. */
    public PullAccess(SecretReader secrets, PullSecrets accounts, RegistryIdentity identity) {
        this.secrets = new SecretAccess(secrets);
        this.accounts = accounts;
        this.identity = identity;
    }

    /**
     * The access to a registry.
     *
     * @param registry its host
     * @param deadline for what must be asked for it
     */
    public AccessResult<RegistryAccess> of(RegistryFields fields, String registry, Deadline deadline) {
        return names(fields)
                .then(names -> secrets.tls(fields.namespace(), "spec.certSecretRef", fields.certSecretRef())
                        .then(tls -> secrets.proxy(fields.namespace(), fields.proxySecretRef())
                                .then(proxy -> logins(
                                                fields,
                                                names,
                                                new RegistryIdentity.Place(
                                                        provider(fields), registry, tls, fields.insecure(), proxy),
                                                deadline)
                                        .map(logins -> new RegistryAccess(
                                                logins,
                                                fields.insecure() ? insecure(fields, tls) : tls,
                                                proxy,
                                                fields.insecure())))));
    }

    private static String provider(RegistryFields fields) {
        return fields.provider() == null ? RegistryIdentity.GENERIC : fields.provider();
    }

    private static TlsMaterial insecure(RegistryFields fields, TlsMaterial tls) {
        return new TlsMaterial(tls.authorities(), tls.client(), fields.certSecretRef() == null);
    }

    /** A provider is only asked when no Secret gives a login, and never in the name of an account: who we are is not who that is. */
    private AccessResult<DockerConfig> logins(
            RegistryFields fields, List<NamedSecret> names, RegistryIdentity.Place place, Deadline deadline) {
        if (!names.isEmpty() || place.provider().equals(RegistryIdentity.GENERIC)) {
            return configs(fields.namespace(), names);
        }
        return account(fields)
                .<AccessResult<DockerConfig>>map(account ->
                        AccessResult.failed(new AccessFailure.AccountIdentityUnsupported(account, place.provider())))
                .orElseGet(() -> identity.logins(place, deadline));
    }

    private static Optional<String> account(RegistryFields fields) {
        return Optional.ofNullable(fields.serviceAccountName()).filter(name -> !name.isEmpty());
    }

    private record NamedSecret(String field, String name) {}

    private AccessResult<List<NamedSecret>> names(RegistryFields fields) {
        var found = new ArrayList<NamedSecret>();
        if (fields.secretRef() != null) {
            found.add(new NamedSecret("spec.secretRef", fields.secretRef().name()));
        }
        var account = account(fields);
        if (account.isEmpty()) {
            return AccessResult.success(found);
        }
        return accounts.of(fields.namespace(), account.get()).map(names -> {
            names.forEach(name -> found.add(new NamedSecret("spec.serviceAccountName", name)));
            return found;
        });
    }

    private AccessResult<DockerConfig> configs(String namespace, List<NamedSecret> names) {
        AccessResult<List<DockerConfig>> configs = AccessResult.success(List.of());
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

    private static AccessResult<DockerConfig> config(SecretValues values) {
        return RegistryLogins.of(values)
                .orElseGet(() -> SecretAccess.malformed(
                        values,
                        "a pull secret has the key '" + RegistryLogins.DOCKER_CONFIG
                                + "'; make it with 'kubectl create secret docker-registry'"));
    }
}
