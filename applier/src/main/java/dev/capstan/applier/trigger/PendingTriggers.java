package dev.capstan.applier.trigger;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.drift.Drift;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why objects are reconciled: what must not be lost between a wake-up and the reconciliation that follows it. One without a
 * trigger here, and without new input, has nothing to do.
 */
public final class PendingTriggers {

    private final ConcurrentMap<ObjectKey, Triggers> pending = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Long> dueAt = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Set<ObjectId>> remnantsOfRuns = new ConcurrentHashMap<>();
    private final Set<ObjectKey> unsureOfDependencies = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;

    /** @param nanoTime monotonic time, as {@link System#nanoTime} */
    public PendingTriggers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Something that decides on the objects changed, other than source and spec: variables, for example. */
    public void recheck(ObjectKey key) {
        pending.merge(key, Triggers.RECHECK, Triggers::and);
    }

    /** An object that left the set and is still recorded is gone, was taken over, or may be deleted now. */
    public void remnantChanged(ObjectKey key) {
        pending.merge(key, Triggers.REMNANT, Triggers::and);
    }

    /** The same while a run is under way, which may look at it later or has done so before. */
    public void remnantChangedDuringRun(ObjectKey key, ObjectId remnant) {
        remnantsOfRuns.merge(
                key,
                Set.of(remnant),
                (some, one) -> Stream.concat(some.stream(), one.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** What changed during a run, since the last call. */
    public Set<ObjectId> takeRemnantsOfRun(ObjectKey key) {
        Set<ObjectId> taken = remnantsOfRuns.remove(key);
        return taken == null ? Set.of() : taken;
    }

    /** Somebody else changed an object. */
    public void drifted(ObjectKey key, Drift drift) {
        pending.merge(key, Triggers.drift(drift), Triggers::and);
    }

    /** The triggers since the last reconciliation; they count as handled from now on. */
    public Triggers take(ObjectKey key) {
        Triggers taken = pending.remove(key);
        return taken == null ? Triggers.NONE : taken;
    }

    /** Gives triggers back that a reconciliation could not act on. */
    public void giveBack(ObjectKey key, Triggers unhandled) {
        if (unhandled.mustApply()) {
            pending.merge(key, unhandled, (later, earlier) -> earlier.and(later));
        }
    }

    /**
     * A run begins that will ask for the dependencies. Each of their changes matters from now on, also one between the answer
     * to that question and the moment when the object says what it waits for.
     */
    public void asksForDependencies(ObjectKey key) {
        unsureOfDependencies.add(key);
    }

    /** A run found the dependencies ready, or needs none. */
    public void needsNoDependency(ObjectKey key) {
        unsureOfDependencies.remove(key);
    }

    /** Whether an object waits for a dependency, or may be about to. */
    public boolean mayWaitForDependency(ObjectKey key) {
        return unsureOfDependencies.contains(key);
    }

    /** The next complete run is due after this long. */
    public void due(ObjectKey key, Duration delay) {
        dueAt.put(key, nanoTime.getAsLong() + delay.toNanos());
    }

    /** How long until the next complete run; zero when it is due, or when none was agreed. */
    public Duration untilDue(ObjectKey key) {
        Long at = dueAt.get(key);
        long rest = at == null ? 0 : at - nanoTime.getAsLong();
        return rest <= 0 ? Duration.ZERO : Duration.ofNanos(rest);
    }

    /** Whether a complete run was agreed and its time has come. */
    public boolean isDue(ObjectKey key) {
        return dueAt.containsKey(key) && untilDue(key).isZero();
    }

    /** The object is gone. */
    public void forget(ObjectKey key) {
        pending.remove(key);
        dueAt.remove(key);
        remnantsOfRuns.remove(key);
        unsureOfDependencies.remove(key);
    }
}
