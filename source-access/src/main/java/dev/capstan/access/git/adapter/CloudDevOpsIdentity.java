package dev.capstan.access.git.adapter;

import dev.capstan.access.AccessResult;
import dev.capstan.access.ShownIdentity;
import dev.capstan.access.git.DevOpsIdentity;
import dev.capstan.cloud.AzureAudience;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import java.util.Optional;

/** Asks Azure. */
public final class CloudDevOpsIdentity implements DevOpsIdentity {
    private final CloudIdentities cloud;

    /** Asks at every use; what was answered is kept there. */
    public CloudDevOpsIdentity(CloudIdentities cloud) {
        this.cloud = cloud;
    }

    @Override
    public AccessResult<String> token(Optional<HttpProxy> proxy, Deadline deadline) {
        return ShownIdentity.ask(() -> cloud.azure(AzureAudience.DEVOPS, Optional.empty(), proxy, deadline));
    }

    @Override
    public void forget(String token) {
        cloud.refusedByAzure(token);
    }
}
