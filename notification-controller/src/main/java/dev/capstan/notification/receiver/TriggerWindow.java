package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps calls that come in a row from becoming as many reconciles. The first call triggers at once; all that come within a window after a
 * trigger become one more trigger at its end, so nothing that a call announces is missed. The window is short after the first trigger, since
 * one person's next push should not wait, and doubles with each further one up to the configured time, so that a flood costs one look per full window.
 * It is short again after a pause of that time. Safe for use by several threads.
 */
public final class TriggerWindow {
    private static final int DOUBLINGS = 3;

    private final long longestNanos;
    private final LongSupplier nanoTime;
    private final Map<ObjectKey, State> states = new HashMap<>();

    /**
     * A window.
     *
     * @param longest the time between two triggers of a receiver that is called all the time; the first window is an eighth of it
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public TriggerWindow(Duration longest, LongSupplier nanoTime) {
        this.longestNanos = longest.toNanos();
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
        states.values().removeIf(state -> !state.isPlanned && now - state.lastTrigger >= longestNanos);
        State state = states.get(receiver);
        if (state == null) {
            states.put(receiver, new State(now, longestNanos >> DOUBLINGS, false));
            return new Decision.Now();
        }
        if (state.isPlanned) {
            return new Decision.Covered();
        }
        long left = state.window - (now - state.lastTrigger);
        if (left <= 0) {
            states.put(receiver, next(state, now));
            return new Decision.Now();
        }
        states.put(receiver, new State(state.lastTrigger, state.window, true));
        return new Decision.Later(Duration.ofNanos(left));
    }

    /** The planned trigger of a receiver is about to happen. */
    public synchronized void fired(ObjectKey receiver) {
        states.computeIfPresent(receiver, (_, state) -> next(state, nanoTime.getAsLong()));
    }

    private State next(State state, long now) {
        return new State(now, Math.min(longestNanos, state.window * 2), false);
    }

    private record State(long lastTrigger, long window, boolean isPlanned) {}
}
