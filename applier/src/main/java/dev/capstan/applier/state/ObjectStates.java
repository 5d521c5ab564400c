package dev.capstan.applier.state;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.Cancellation;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The states of all objects. One object changes its state only in its own reconciliations, which never happen at the same time;
 * others may look at any moment.
 *
 * @param <L> what a run that succeeded leaves behind for the next one
 * @param <W> what is kept of a wait for health
 */
public final class ObjectStates<L, W> {

    private final ConcurrentMap<ObjectKey, ObjectState<L, W>> states = new ConcurrentHashMap<>();

    /** The state of an object. */
    public ObjectState<L, W> of(ObjectKey key) {
        ObjectState<L, W> known = states.get(key);
        return known == null ? new ObjectState.Idle<>() : known;
    }

    /** A run over an object begins. */
    public void begin(ObjectKey key, Cancellation cancellation) {
        put(key, of(key).running(cancellation));
    }

    /** Everything is applied, and the object waits from now on. */
    public void await(ObjectKey key, W entry) {
        put(key, of(key).awaiting(entry));
    }

    /** The run succeeded. */
    public void rest(ObjectKey key, L lastRun) {
        put(key, new ObjectState.AtRest<>(lastRun));
    }

    /** The run failed, or what it left behind must not count. */
    public void idle(ObjectKey key) {
        states.remove(key);
    }

    /** A run or a wait ended without a decision. */
    public void settle(ObjectKey key) {
        put(key, of(key).settled());
    }

    /** Whether a run over an object is under way. */
    public boolean isRunning(ObjectKey key) {
        return of(key) instanceof ObjectState.Running<L, W>;
    }

    /** Ends a run that is under way at its next safe point. */
    public void cancelRun(ObjectKey key, String reason) {
        if (of(key) instanceof ObjectState.Running<L, W>(var cancellation, var _)) {
            cancellation.cancel(reason);
        }
    }

    /** Ends the wait of an object, if it waits, and gives it back; nothing is under way any more. */
    public Optional<W> endWait(ObjectKey key) {
        if (of(key) instanceof ObjectState.AwaitingHealth<L, W>(var entry, var _)) {
            settle(key);
            return Optional.of(entry);
        }
        return Optional.empty();
    }

    private void put(ObjectKey key, ObjectState<L, W> state) {
        switch (state) {
            case ObjectState.Idle<L, W> _ -> states.remove(key);
            case ObjectState.AtRest<L, W> _, ObjectState.Running<L, W> _, ObjectState.AwaitingHealth<L, W> _ ->
                states.put(key, state);
        }
    }
}
