package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps calls that come in a row from becoming as many reconciles: the first call triggers at once, and all that come within the window
 * after it become one more trigger at its end. So nothing that a call announces is missed, and a thousand copies of a call cost two looks.
 * Safe for use by several threads.
 */
public final class TriggerWindow {
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<ObjectKey, State> states = new HashMap<>();

    /**
     * A window.
     *
     * @param window the time between two triggers of a receiver
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public TriggerWindow(Duration window, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What a call leads to. */
    public sealed interface Decision {
        /** Trigger at once. */
        record Now() implements Decision {}

        /**
         * Trigger after this time; the caller schedules it and calls {@link #fired}.
         *
         * @param delay the time
         */
        record Later(Duration delay) implements Decision {}

        /** A trigger that is already planned covers this call. */
        record Covered() implements Decision {}
    }

    /** Decides about a genuine call. */
    public synchronized Decision call(ObjectKey receiver) {
        long now = nanoTime.getAsLong();
        states.values().removeIf(state -> !state.isPlanned && now - state.lastTrigger >= windowNanos);
        State state = states.get(receiver);
        if (state == null) {
            states.put(receiver, new State(now, false));
            return new Decision.Now();
        }
        if (state.isPlanned) {
            return new Decision.Covered();
        }
        states.put(receiver, new State(state.lastTrigger, true));
        return new Decision.Later(Duration.ofNanos(windowNanos - (now - state.lastTrigger)));
    }

    /** The planned trigger of a receiver is about to happen. */
    public synchronized void fired(ObjectKey receiver) {
        states.put(receiver, new State(nanoTime.getAsLong(), false));
    }

    private record State(long lastTrigger, boolean isPlanned) {}
}
