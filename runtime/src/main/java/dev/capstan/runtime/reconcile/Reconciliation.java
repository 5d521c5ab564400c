package dev.capstan.runtime.reconcile;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a pass may know of its surroundings.
 *
 * @param id identity of the pass in logs and events
 * @param startedAt wall clock at its start
 * @param requestedAt the value of the request annotation, when it is one that was not handled before
 * @param superseded see {@link #isSuperseded()}
 */
public record Reconciliation(String id, Instant startedAt, Optional<String> requestedAt, BooleanSupplier superseded) {
    /**
     * Whether a newer spec or another wake-up already waits for this object. A long step should end early then; what it leaves undone is done
     * by the pass that follows at once.
     */
    public boolean isSuperseded() {
        return superseded.getAsBoolean();
    }
}
