package dev.capstan.runtime.reconcile;

import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the kinds of a family keep in their status what the same for all of them is read and written by.
 *
 * @param <S> the status, an immutable record
 */
public interface StatusConventions<S> {
    /** The value of the last request that was acted on. */
    Optional<String> handledRequest(S status);

    /** The same status after a request was acted on. */
    S withHandledRequest(S status, String request);

    /** The same status with another observed generation. */
    S withObservedGeneration(S status, long generation);

    /**
     * The same status with how a reconciliation left the object.
     *
     * @param generation the generation that was judged
     * @param now the wall clock
     */
    S with(S status, ReadyState state, long generation, Instant now);
}
