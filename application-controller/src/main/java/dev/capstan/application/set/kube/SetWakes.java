package dev.capstan.application.set.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.schedule.MonotonicTimers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Wakes sets: at once, or a moment later where many changes come one after the other and nobody waits for any of them; and remembers of which
 * the world must be asked anew.
 */
final class SetWakes implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Consumer<ObjectKey> wake;
    private final Set<ObjectKey> waiting = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> stale = ConcurrentHashMap.newKeySet();
    private final MonotonicTimers<ObjectKey> timers;

    SetWakes(Consumer<ObjectKey> wake) {
        this.wake = wake;
        this.timers = new MonotonicTimers<>(
                "wakes-ApplicationSet", this::due, bug -> InternalErrors.report("waking", "ApplicationSet", bug));
    }

    private void due(ObjectKey set) {
        waiting.remove(set);
        wake.accept(set);
    }

    /** Wakes a set at once. */
    void now(ObjectKey set) {
        wake.accept(set);
    }

    /** Wakes a set in a moment, once for all who ask for it meanwhile. */
    void soon(ObjectKey set) {
        if (waiting.add(set)) {
            timers.start(set, MOMENT);
        }
    }

    /** Wakes a set that must ask the world anew. */
    void stale(ObjectKey set) {
        stale.add(set);
        wake.accept(set);
    }

    /** Whether a set must ask the world anew; told once. */
    boolean takeStale(ObjectKey set) {
        return stale.remove(set);
    }

    /** The set is gone. */
    void forget(ObjectKey set) {
        timers.cancel(set);
        waiting.remove(set);
        stale.remove(set);
    }

    @Override
    public void close() {
        timers.close();
    }
}
