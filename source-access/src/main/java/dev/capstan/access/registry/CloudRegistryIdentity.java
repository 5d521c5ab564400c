package dev.capstan.access.registry;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.ShownIdentity;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.cloud.CloudProvider;
import dev.capstan.http.Deadline;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;

/** Asks the clouds. */
public final class CloudRegistryIdentity implements RegistryIdentity {
    private final CloudIdentities cloud;

    /** Asks at every use; what was answered is kept there. */
    public CloudRegistryIdentity(CloudIdentities cloud) {
        this.cloud = cloud;
    }

    @Override
    public AccessResult<DockerConfig> logins(Place place, Deadline deadline) {
        var provider = CloudProvider.of(place.provider());
        if (provider.isEmpty()) {
            return AccessResult.failed(new AccessFailure.ProviderUnsupported(place.provider()));
        }
        return ShownIdentity.over(place.tls(), place.isInsecure(), place.registry())
                .then(registry ->
                        ShownIdentity.ask(() -> cloud.registry(provider.get(), registry, place.proxy(), deadline)))
                .map(login ->
                        DockerConfig.of(place.registry(), new RegistryLogin.Password(login.user(), login.password())));
    }
}
