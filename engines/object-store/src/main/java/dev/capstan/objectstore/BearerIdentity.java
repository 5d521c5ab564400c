package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.util.Optional;

/** Who we are for a server that takes bearer tokens. */
@FunctionalInterface
public interface BearerIdentity {
    /** Requests carry no token. */
    BearerIdentity ANONYMOUS = _ -> Optional.empty();

    /**
     * The token; empty for requests without one.
     *
     * @throws ObjectStoreException when it has to be asked for, and is not given
     */
    Optional<String> token(Deadline deadline) throws ObjectStoreException;
}
