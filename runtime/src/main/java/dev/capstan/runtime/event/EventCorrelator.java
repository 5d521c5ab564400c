package dev.capstan.runtime.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides what becomes of an event that may have been recorded before: the same one within the window only counts up, and an object with
 * more events than its budget is silenced for a while. Remembers a bounded number of events and objects. Not thread-safe.
 */
final class EventCorrelator {
    private static final int REMEMBERED = 4096;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int BURST = 25;
    private static final Duration REFILL = Duration.ofMinutes(5);

    private final Map<Identity, Series> series = bounded();
    private final Map<String, Budget> budgets = bounded();

    /** What makes two events the same. */
    record Identity(String objectUid, String type, String reason, String message) {}

    /** What to do with an event. */
    sealed interface Decision {
        /** Write a new one, and pass its name to {@link #written}. */
        record Create() implements Decision {}

        /** Count up the one that was written before. */
        record CountUp(String name, int count) implements Decision {}

        /** Say nothing. */
        record Drop() implements Decision {}
    }

    /**
     * @param nanos the monotonic clock
     */
    Decision decide(Identity identity, long nanos) {
        if (!budgets.computeIfAbsent(identity.objectUid(), uid -> new Budget(nanos))
                .spend(nanos)) {
            return new Decision.Drop();
        }
        Series known = series.get(identity);
        if (known == null || nanos - known.lastNanos() > WINDOW.toNanos()) {
            return new Decision.Create();
        }
        var counted = new Series(known.name(), known.count() + 1, nanos);
        series.put(identity, counted);
        return new Decision.CountUp(counted.name(), counted.count());
    }

    /** An event was written under this name. */
    void written(Identity identity, String name, long nanos) {
        series.put(identity, new Series(name, 1, nanos));
    }

    private record Series(String name, int count, long lastNanos) {}

    private static final class Budget {
        private double tokens = BURST;
        private long lastNanos;

        Budget(long nanos) {
            this.lastNanos = nanos;
        }

        boolean spend(long nanos) {
            tokens = Math.min(BURST, tokens + (double) (nanos - lastNanos) / REFILL.toNanos());
            lastNanos = nanos;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
