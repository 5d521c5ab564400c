package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
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
     * The keys to sign with; empty for requests that are not signed.
     *
     * @throws ObjectStoreException when they have to be asked for, and are not given
     */
    Optional<AwsKeys> keys(Deadline deadline) throws ObjectStoreException;
}
