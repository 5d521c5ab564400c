package dev.capstan.objectstore;

import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.http.Deadline;
import java.util.Optional;

/** Who we are for a server that takes bearer tokens. */
@FunctionalInterface
public interface BearerIdentity {
    /** Requests carry no token. */
    BearerIdentity ANONYMOUS = _ -> Optional.empty();

    /** Something of the cloud that has to be asked for. */
    @FunctionalInterface
    interface CloudToken {
        /** A token that holds for minutes, unless it could not be renewed. */
        String ask(Deadline deadline) throws CloudException;
    }

    /** The token of this process; none where it has no identity, so that what is public can be read there, too. */
    static BearerIdentity ifAny(CloudToken token) {
        return deadline -> {
            try {
                return Optional.of(token.ask(deadline));
            } catch (CloudException e) {
                if (e.failure() instanceof CloudFailure.NoIdentity) {
                    return Optional.empty();
                }
                throw ObjectStoreException.of(e);
            }
        };
    }

    /** As {@link #ifAny}, where there must be one. */
    static BearerIdentity of(CloudToken token) {
        return deadline -> {
            try {
                return Optional.of(token.ask(deadline));
            } catch (CloudException e) {
                throw ObjectStoreException.of(e);
            }
        };
    }

    /**
     * The token; empty for requests without one.
     *
     * @throws ObjectStoreException when it has to be asked for, and is not given
     */
    Optional<String> token(Deadline deadline) throws ObjectStoreException;
}
