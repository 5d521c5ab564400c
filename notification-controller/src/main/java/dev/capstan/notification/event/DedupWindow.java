package dev.capstan.notification.event;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.InvolvedObject;
import dev.capstan.digest.Digest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Turns away an event that says the same as one that was taken within the window. Remembers a bounded number of events; when there are more,
 * the oldest is forgotten first, so that at worst something is said twice. Safe for use by several threads.
 */
public final class DedupWindow {
    private final long windowNanos;
    private final int capacity;
    private final LongSupplier nanoTime;
    private final Map<String, Long> taken = new LinkedHashMap<>();

    /**
     * An empty window.
     *
     * @param window how long an event is remembered
     * @param capacity how many events are remembered
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    public DedupWindow(Duration window, int capacity, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** Whether the event is new; if so, it is remembered. */
    public synchronized boolean take(ControllerEvent event) {
        long now = nanoTime.getAsLong();
        forgetBefore(now - windowNanos);
        String key = keyOf(event);
        if (taken.containsKey(key)) {
            return false;
        }
        if (taken.size() >= capacity) {
            taken.remove(taken.keySet().iterator().next());
        }
        taken.put(key, now);
        return true;
    }

    private void forgetBefore(long limit) {
        var oldestFirst = taken.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next() - limit <= 0) {
            oldestFirst.remove();
        }
    }

    /** What two events must share to count as the same: object, message, and the revisions and token that they are about. */
    static String keyOf(ControllerEvent event) {
        InvolvedObject object = event.involvedObject();
        String group = object.ref().group();
        var parts = new StringBuilder();
        append(parts, object.name());
        append(parts, object.namespace());
        append(parts, object.kind());
        append(parts, event.message());
        for (String name : new String[] {EventMetadata.ORIGIN_REVISION, EventMetadata.REVISION, EventMetadata.TOKEN}) {
            append(parts, event.metadata().getOrDefault(EventMetadata.key(group, name), ""));
        }
        return Digest.sha256(parts.toString()).hex();
    }

    /** The length keeps neighbours apart. */
    private static void append(StringBuilder parts, String part) {
        parts.append(part.length()).append(':').append(part);
    }
}
