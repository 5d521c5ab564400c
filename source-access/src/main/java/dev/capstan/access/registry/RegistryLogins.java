package dev.capstan.access.registry;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Optional;

/** The logins for registries that pull secrets hold. */
public final class RegistryLogins {
    /** The key of a pull secret. */
    public static final String DOCKER_CONFIG = ".dockerconfigjson";

    private RegistryLogins() {}

    /** The logins of a pull secret, or why they cannot be read; empty when the Secret is not a pull secret. */
    public static Optional<AccessResult<DockerConfig>> of(SecretValues values) {
        return values.bytes(DOCKER_CONFIG).map(DockerConfig::parse).map(parsed -> switch (parsed) {
            case OciResult.Success<DockerConfig>(var logins) -> AccessResult.success(logins);
            case OciResult.Failed<DockerConfig>(var failure) -> SecretAccess.malformed(values, failure.message());
        });
    }
}
