package dev.capstan.objectstore;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.cloud.StsEndpoint;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import java.util.Optional;

/** Who we are for a server that speaks S3. */
@FunctionalInterface
public interface AwsIdentity {
    /** Requests are not signed. */
    AwsIdentity ANONYMOUS = _ -> Optional.empty();

    /** These keys. */
    static AwsIdentity of(AwsKeys keys) {
        return _ -> Optional.of(keys);
    }

    /**
     * The keys that this process has by itself.
     *
     * @param service the security token service that is asked for them; empty for that of the environment
     * @param proxy the way to it
     */
    static AwsIdentity of(CloudIdentities cloud, Optional<StsEndpoint> service, Optional<HttpProxy> proxy) {
        return deadline -> {
            try {
                return Optional.of(cloud.aws(service, proxy, deadline));
            } catch (CloudException e) {
                throw ObjectStoreException.of(e);
            }
        };
    }

    /**
     * The keys to sign with; empty for requests that are not signed.
     *
     * @throws ObjectStoreException when they have to be asked for, and are not given
     */
    Optional<AwsKeys> keys(Deadline deadline) throws ObjectStoreException;
}
