package dev.capstan.access.registry;

import dev.capstan.access.AccessResult;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.login.DockerConfig;
import java.util.Optional;

/** Logins of registries for those who name a provider and no Secret. */
@FunctionalInterface
public interface RegistryIdentity {
    /** A provider that needs nobody's identity. */
    String GENERIC = "generic";

    /**
     * A registry, and what its user says about the way there.
     *
     * @param provider {@code aws}, {@code azure} or {@code gcp}
     * @param registry its host
     * @param isInsecure whether TLS may be left out
     */
    record Place(String provider, String registry, TlsMaterial tls, boolean isInsecure, Optional<HttpProxy> proxy) {}

    /**
     * The login of this process.
     *
     * @return the failure is {@link dev.capstan.access.AccessFailure.ProviderUnsupported}, {@link
     *     dev.capstan.access.AccessFailure.CloudIdentityUnusable} or {@link
     *     dev.capstan.access.AccessFailure.CloudIdentityWithheld}
     */
    AccessResult<DockerConfig> logins(Place place, Deadline deadline);
}
