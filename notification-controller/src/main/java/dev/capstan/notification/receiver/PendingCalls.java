package dev.capstan.notification.receiver;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.expression.ObjectFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bodies of calls that wait for the next trigger of their Receiver, where its filters ask for them. Equal bodies count once; bounded per
 * Receiver in number and bytes. Safe for use by several threads.
 */
public final class PendingCalls {
    /** How many different bodies may wait for a Receiver. */
    public static final int MOST = 64;
    /** How many bytes of them. */
    public static final long MOST_BYTES = 8L << 20;

    private final Map<ObjectKey, Waiting> waiting = new HashMap<>();

    private static final class Waiting {
        private final Map<Map<String, Object>, Integer> bodies = new LinkedHashMap<>();
        private long bytes;
    }

    /** The body of a call as expressions see it; empty when it is not a JSON object. No body at all is an empty object. */
    public static Optional<Map<String, Object>> bodyOf(HookRequest request) {
        if (request.body().length == 0) {
            return Optional.of(Map.of());
        }
        return CallBody.of(request).filter(document -> document.isObject()).map(ObjectFields::of);
    }

    /**
     * Lets a body wait.
     *
     * @param size of it in bytes
     * @return whether there was room for it
     */
    public synchronized boolean add(ObjectKey receiver, Map<String, Object> body, int size) {
        var here = waiting.computeIfAbsent(receiver, _ -> new Waiting());
        if (here.bodies.containsKey(body)) {
            return true;
        }
        if (here.bodies.size() >= MOST || here.bytes + size > MOST_BYTES) {
            return false;
        }
        here.bodies.put(body, size);
        here.bytes += size;
        return true;
    }

    /** The bodies that wait for a Receiver, in the order they came; they wait no longer. */
    public synchronized List<Map<String, Object>> take(ObjectKey receiver) {
        var taken = waiting.remove(receiver);
        return taken == null ? List.of() : List.copyOf(taken.bodies.keySet());
    }
}
