package dev.capstan.access.git;

import dev.capstan.access.AccessResult;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import java.util.Optional;

/** Who this process is for Azure DevOps. */
public interface DevOpsIdentity {

    /**
     * A bearer token that is good for some minutes at least.
     *
     * @return the failure is {@link dev.capstan.access.AccessFailure.CloudIdentityUnusable}
     */
    AccessResult<String> token(Optional<HttpProxy> proxy, Deadline deadline);

    /** The server has refused a token: it is not used again. One that was given since stays. */
    void forget(String token);
}
