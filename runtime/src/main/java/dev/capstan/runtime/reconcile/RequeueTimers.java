package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.schedule.Timers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When the objects of a kind are reconciled again if nothing else happens; counts the failures in a row of each. One whose
 * reconciliation met an outage of the API server and is not settled does not wait for its timer: it is reconciled as soon as the
 * outage is over, and once more with a delay that grows when that meets an outage, too.
 */
final class RequeueTimers {
    /** An interval of milliseconds would keep the process busy with one object, and with it whatever that asks. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private final Timers<ObjectKey> timers;
    private final Backoff backoff;
    private final Jitter jitter;
    private final Outages outages;
    private final ConcurrentMap<ObjectKey, Integer> failures = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Integer> outagesInARow = new ConcurrentHashMap<>();
    private final Set<ObjectKey> waitForEnd = ConcurrentHashMap.newKeySet();

    RequeueTimers(Timers<ObjectKey> timers, Backoff backoff, Jitter jitter, Outages outages) {
        this.timers = timers;
        this.backoff = backoff;
        this.jitter = jitter;
        this.outages = outages;
    }

    /**
     * Replaces the timer of an object.
     *
     * @param during taken when the reconciliation began
     */
    void schedule(ObjectKey key, Requeue requeue, Outages.Mark during) {
        if (!isFailure(requeue)) {
            failures.remove(key);
        }
        switch (requeue) {
            case Requeue.Interval(Duration interval) -> timers.start(key, jitter.spread(bounded(interval)));
            case Requeue.After(Duration delay) -> timers.start(key, delay);
            case Requeue.Backoff _ -> timers.start(key, nextBackoff(key));
            case Requeue.BackoffUpTo(Duration longest) ->
                timers.start(key, shorter(nextBackoff(key), bounded(longest)));
            case Requeue.OnChange _ -> timers.cancel(key);
        }
        if (isSettled(requeue) || !during.metOutage()) {
            waitForEnd.remove(key);
            outagesInARow.remove(key);
            return;
        }
        waitForEnd.add(key);
        // In this order: an end between the two is seen here, a later one by the other thread.
        if (!outages.isAway()) {
            goOn(key);
        }
    }

    /** The outage is over: those that met it go on. */
    void outageEnded() {
        waitForEnd.forEach(this::goOn);
    }

    private void goOn(ObjectKey key) {
        if (waitForEnd.remove(key)) {
            int inARow = outagesInARow.merge(key, 1, Integer::sum);
            timers.start(key, inARow == 1 ? Duration.ZERO : backoff.after(inARow - 1));
        }
    }

    private Duration nextBackoff(ObjectKey key) {
        return backoff.after(failures.merge(key, 1, Integer::sum));
    }

    private static Duration bounded(Duration interval) {
        return interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether a row of failures goes on. */
    static boolean isFailure(Requeue requeue) {
        return switch (requeue) {
            case Requeue.Backoff _, Requeue.BackoffUpTo _ -> true;
            case Requeue.Interval _, Requeue.After _, Requeue.OnChange _ -> false;
        };
    }

    /** Whether nothing is left to do that an outage could have kept from being done. */
    private static boolean isSettled(Requeue requeue) {
        return switch (requeue) {
            case Requeue.Interval _, Requeue.OnChange _ -> true;
            case Requeue.After _, Requeue.Backoff _, Requeue.BackoffUpTo _ -> false;
        };
    }

    /** The object is gone. */
    void forget(ObjectKey key) {
        timers.cancel(key);
        failures.remove(key);
        waitForEnd.remove(key);
        outagesInARow.remove(key);
    }
}
