package dev.capstan.source.access;

import dev.capstan.cloud.CloudIdentities;
import dev.capstan.cloud.CloudProvider;
import dev.capstan.http.Deadline;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceResult;

/** Asks the clouds. */
public final class CloudRegistryIdentity implements RegistryIdentity {
    private final CloudIdentities cloud;

    /** Asks at every use; what was answered is kept there. */
    public CloudRegistryIdentity(CloudIdentities cloud) {
        this.cloud = cloud;
    }

    @Override
    public SourceResult<DockerConfig> logins(Place place, Deadline deadline) {
        var provider = CloudProvider.of(place.provider());
        if (provider.isEmpty()) {
            return SourceResult.failed(new CommonSourceFailure.ProviderUnsupported(place.provider()));
        }
        return ShownIdentity.over(place.tls(), place.isInsecure(), place.registry())
                .then(registry ->
                        ShownIdentity.ask(() -> cloud.registry(provider.get(), registry, place.proxy(), deadline)))
                .map(login ->
                        DockerConfig.of(place.registry(), new RegistryLogin.Password(login.user(), login.password())));
    }
}
