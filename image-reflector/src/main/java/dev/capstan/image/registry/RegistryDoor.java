package dev.capstan.image.registry;

import dev.capstan.access.AccessResult;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.access.registry.RegistryFields;
import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.http.Deadline;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;

/** The way to the repository of an image, as an ImageRepository says who goes there. */
public final class RegistryDoor {
    private final RegistryClient registries;
    private final PullAccess access;

    /** Asks for credentials at every use; what registries answered to them is kept by the client. */
    public RegistryDoor(RegistryClient registries, PullAccess access) {
        this.registries = registries;
        this.access = access;
    }

    /**
     * The repository, to be asked.
     *
     * @param namespace of the ImageRepository, where its Secrets are
     * @param deadline for everything that is done with it
     */
    public AccessResult<RemoteRepository> open(
            String namespace, ImageRepositorySpec spec, RepositoryName name, Deadline deadline) {
        var fields = new RegistryFields(
                namespace,
                spec.provider(),
                spec.secretRef(),
                spec.certSecretRef(),
                spec.proxySecretRef(),
                spec.serviceAccountName(),
                spec.insecure());
        return access.of(fields, name.registry(), deadline)
                .map(rights -> registries.open(name, withPlainHttp(rights, name), deadline));
    }

    private static RegistryAccess withPlainHttp(RegistryAccess rights, RepositoryName name) {
        return rights.isInsecure() || !ImageName.isPrivate(name)
                ? rights
                : new RegistryAccess(rights.logins(), rights.tls(), rights.proxy(), true);
    }
}
