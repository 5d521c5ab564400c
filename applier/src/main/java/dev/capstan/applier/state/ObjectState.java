package dev.capstan.applier.state;

import dev.capstan.apply.Cancellation;
import java.util.Optional;

/**
 * What is done for one object.
 *
 * <pre>
 * Idle ─┐                  ┌─ AtRest: the run succeeded
 *       ├─► Running ───────┼─ AwaitingHealth: applied, and its health is still to be seen
 * AtRest┘                  └─ Idle, or as before when nothing could be decided
 * </pre>
 *
 * @param <L> what a run that succeeded leaves behind for the next one
 * @param <W> what is kept of a wait for health
 */
public sealed interface ObjectState<L, W> {

    /** What the last run that succeeded left behind; empty when there was none, or when it no longer counts. */
    Optional<L> lastRun();

    /** Nothing is under way, and nothing is known. */
    record Idle<L, W>() implements ObjectState<L, W> {
        @Override
        public Optional<L> lastRun() {
            return Optional.empty();
        }
    }

    /**
     * Everything is as it should be.
     *
     * @param last what the run left behind
     */
    record AtRest<L, W>(L last) implements ObjectState<L, W> {
        @Override
        public Optional<L> lastRun() {
            return Optional.of(last);
        }
    }

    /**
     * A run is under way.
     *
     * @param cancellation ends it when newer input arrived
     */
    record Running<L, W>(Cancellation cancellation, Optional<L> lastRun) implements ObjectState<L, W> {}

    /**
     * Objects are applied and not yet known to be healthy. Occupies no thread.
     *
     * @param entry the wait
     * @param lastRun of the run before the one whose objects are waited for
     */
    record AwaitingHealth<L, W>(W entry, Optional<L> lastRun) implements ObjectState<L, W> {}

    /** A run begins. */
    default ObjectState<L, W> running(Cancellation cancellation) {
        return new Running<>(cancellation, lastRun());
    }

    /** The run applied everything, and waits now. */
    default ObjectState<L, W> awaiting(W entry) {
        return new AwaitingHealth<>(entry, lastRun());
    }

    /** Nothing is under way any more, and nothing was decided: what was known before still is. */
    default ObjectState<L, W> settled() {
        return lastRun().<ObjectState<L, W>>map(AtRest::new).orElseGet(Idle::new);
    }
}
