package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.schedule.Timers;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** When the objects of a kind are reconciled again if nothing else happens; counts the failures in a row of each. */
final class RequeueTimers {
    private final Timers<ObjectKey> timers;
    private final Backoff backoff;
    private final Jitter jitter;
    private final ConcurrentMap<ObjectKey, Integer> failures = new ConcurrentHashMap<>();

    RequeueTimers(Timers<ObjectKey> timers, Backoff backoff, Jitter jitter) {
        this.timers = timers;
        this.backoff = backoff;
        this.jitter = jitter;
    }

    /** Replaces the timer of an object. */
    void schedule(ObjectKey key, Requeue requeue) {
        if (!(requeue instanceof Requeue.Backoff)) {
            failures.remove(key);
        }
        switch (requeue) {
            case Requeue.Interval(Duration interval) -> timers.start(key, jitter.spread(interval));
            case Requeue.After(Duration delay) -> timers.start(key, delay);
            case Requeue.Backoff _ -> timers.start(key, backoff.after(failures.merge(key, 1, Integer::sum)));
            case Requeue.OnChange _ -> timers.cancel(key);
        }
    }

    /** The object is gone. */
    void forget(ObjectKey key) {
        timers.cancel(key);
        failures.remove(key);
    }
}
