package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.schedule.Timers;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** When the objects of a kind are looked at again if nothing else happens; counts the failures in a row of each. */
final class Appointments {
    private final Timers<ObjectKey> timers;
    private final Backoff backoff;
    private final Jitter jitter;
    private final ConcurrentMap<ObjectKey, Integer> failures = new ConcurrentHashMap<>();

    /**
     * @param kind for the name of the thread
     * @param wake called when it is time
     */
    Appointments(String kind, Backoff backoff, Jitter jitter, Consumer<ObjectKey> wake) {
        this.timers = new Timers<>("timers-" + kind, wake);
        this.backoff = backoff;
        this.jitter = jitter;
    }

    /** Replaces the appointment of an object. */
    void make(ObjectKey key, Next next) {
        if (!(next instanceof Next.Backoff)) {
            failures.remove(key);
        }
        switch (next) {
            case Next.Interval(Duration interval) -> timers.start(key, jitter.spread(interval));
            case Next.After(Duration delay) -> timers.start(key, delay);
            case Next.Backoff _ -> timers.start(key, backoff.after(failures.merge(key, 1, Integer::sum)));
            case Next.OnChange _ -> timers.cancel(key);
        }
    }

    /** The object is gone. */
    void forget(ObjectKey key) {
        timers.cancel(key);
        failures.remove(key);
    }
}
