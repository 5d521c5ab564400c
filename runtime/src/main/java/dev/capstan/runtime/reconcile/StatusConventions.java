package dev.capstan.runtime.reconcile;

import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the kinds of a family keep in their status what the same for all of them is read and written by. A
 * family without one of the places leaves it out.
 *
 * @param <S> the status, an immutable record
 */
public interface StatusConventions<S> {
    /** The value of the last request that was acted on. */
    default Optional<String> handledRequest(S status) {
        return Optional.empty();
    }

    /** The same status after a request was acted on. */
    default S withHandledRequest(S status, String request) {
        return status;
    }

    /** The same status with another observed generation. */
    default S withObservedGeneration(S status, long generation) {
        return status;
    }

    /**
     * The same status with how a reconciliation left the object.
     *
     * @param generation the generation that was judged
     * @param now the wall clock
     */
    S with(S status, ReadyState state, long generation, Instant now);
}
