package dev.capstan.kustomization.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.drift.Drift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Why Kustomizations are looked at: what must not be lost between a wake-up and the pass that follows it. A pass without
 * a cause here, and without new input, has nothing to do.
 */
final class PendingTriggers {

    /** The causes of one pass. */
    record Triggers(boolean mustRecheck, List<Drift> drifts) {

        private static final Triggers NONE = new Triggers(false, List.of());

        Triggers {
            drifts = List.copyOf(drifts);
        }

        boolean mustApply() {
            return mustRecheck || !drifts.isEmpty();
        }

        private Triggers with(Drift drift) {
            var all = new ArrayList<>(drifts);
            all.add(drift);
            return new Triggers(mustRecheck, all.size() <= MAX_DRIFTS ? all : all.subList(1, all.size()));
        }

        private Triggers and(Triggers later) {
            var all = new ArrayList<>(drifts);
            all.addAll(later.drifts);
            int tooMany = Math.max(0, all.size() - MAX_DRIFTS);
            return new Triggers(mustRecheck || later.mustRecheck, all.subList(tooMany, all.size()));
        }
    }

    private static final int MAX_DRIFTS = 50;

    private final ConcurrentMap<ObjectKey, Triggers> causes = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Long> dueAt = new ConcurrentHashMap<>();

    /** Something that decides on the objects changed, other than source and spec: variables, or an object that is gone. */
    void recheck(ObjectKey key) {
        causes.merge(key, new Triggers(true, List.of()), Triggers::and);
    }

    void drifted(ObjectKey key, Drift drift) {
        causes.compute(key, (_, known) -> (known == null ? Triggers.NONE : known).with(drift));
    }

    /** The causes since the last pass; they count as handled from now on. */
    Triggers take(ObjectKey key) {
        Triggers taken = causes.remove(key);
        return taken == null ? Triggers.NONE : taken;
    }

    /** Gives causes back that a pass could not act on. */
    void giveBack(ObjectKey key, Triggers unhandled) {
        if (unhandled.mustApply()) {
            causes.merge(key, unhandled, (later, earlier) -> earlier.and(later));
        }
    }

    /** The next complete run is due after this long. */
    void due(ObjectKey key, Duration delay) {
        dueAt.put(key, System.nanoTime() + delay.toNanos());
    }

    /** How long until the next complete run; zero when it is due, or when none was agreed. */
    Duration untilDue(ObjectKey key) {
        Long at = dueAt.get(key);
        long rest = at == null ? 0 : at - System.nanoTime();
        return rest <= 0 ? Duration.ZERO : Duration.ofNanos(rest);
    }

    void forget(ObjectKey key) {
        causes.remove(key);
        dueAt.remove(key);
    }
}
