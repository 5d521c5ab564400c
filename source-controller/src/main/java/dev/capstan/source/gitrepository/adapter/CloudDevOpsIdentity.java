package dev.capstan.source.gitrepository.adapter;

import dev.capstan.cloud.AzureAudience;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.source.SourceResult;
import dev.capstan.source.access.ShownIdentity;
import dev.capstan.source.gitrepository.DevOpsIdentity;
import java.util.Optional;

/** Asks Azure. */
public final class CloudDevOpsIdentity implements DevOpsIdentity {
    private final CloudIdentities cloud;

    /** Asks at every use; what was answered is kept there. */
    public CloudDevOpsIdentity(CloudIdentities cloud) {
        this.cloud = cloud;
    }

    @Override
    public SourceResult<String> token(Optional<HttpProxy> proxy, Deadline deadline) {
        return ShownIdentity.ask(() -> cloud.azure(AzureAudience.DEVOPS, Optional.empty(), proxy, deadline));
    }

    @Override
    public void forget(String token) {
        cloud.refusedByAzure(token);
    }
}
