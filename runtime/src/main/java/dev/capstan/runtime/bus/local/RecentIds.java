package dev.capstan.runtime.bus.local;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers message identities for as long as the broker would, so that doubles are dropped here as there. */
final class RecentIds {
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final int REMEMBERED = 10_000;

    private final Map<String, Long> seen = new LinkedHashMap<>();

    /**
     * Whether the identity is new; it is remembered.
     *
     * @param nanos the monotonic clock
     */
    synchronized boolean isNew(String id, long nanos) {
        var oldest = seen.entrySet().iterator();
        while (oldest.hasNext()) {
            long age = nanos - oldest.next().getValue();
            if (age <= WINDOW.toNanos() && seen.size() <= REMEMBERED) {
                break;
            }
            oldest.remove();
        }
        return seen.putIfAbsent(id, nanos) == null;
    }
}
