package dev.capstan.application.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What was fetched and never changes, kept as long as there is room for it; what was not asked for the longest goes first. Who asks for
 * what is being fetched waits for that. Safe for several threads.
 */
public final class Kept<V> {
    private final long room;
    private final ToLongFunction<V> weight;
    private final Map<String, V> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, CompletableFuture<Optional<Answer<V>>>> underWay = new ConcurrentHashMap<>();
    private long taken;

    /**
     * Keeps nothing yet.
     *
     * @param room for all values together, in bytes
     * @param weight of a value, in bytes; one that is heavier than the room is not kept
     */
    public Kept(long room, ToLongFunction<V> weight) {
        this.room = room;
        this.weight = weight;
    }

    /**
     * The value under a key.
     *
     * @param key equal for what has the same content and whoever may have it
     * @param fetch bounds its own time
     */
    public Answer<V> get(String key, Supplier<Answer<V>> fetch) {
        while (true) {
            Optional<V> known = known(key);
            if (known.isPresent()) {
                return new Answer.Known<>(known.get());
            }
            var mine = new CompletableFuture<Optional<Answer<V>>>();
            var others = underWay.putIfAbsent(key, mine);
            if (others == null) {
                return fetch(key, mine, fetch);
            }
            Optional<Answer<V>> answer = others.join();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** What comes of a thread that was asked to stop, or of a bug, is not for others: one of them fetches then. */
    private Answer<V> fetch(String key, CompletableFuture<Optional<Answer<V>>> mine, Supplier<Answer<V>> fetch) {
        Optional<Answer<V>> forOthers = Optional.empty();
        try {
            Answer<V> answer = fetch.get();
            if (answer instanceof Answer.Known<V>(V value)) {
                keep(key, value);
            }
            forOthers = Optional.of(answer).filter(_ -> !Thread.currentThread().isInterrupted());
            return answer;
        } finally {
            underWay.remove(key);
            mine.complete(forOthers);
        }
    }

    private synchronized Optional<V> known(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(String key, V value) {
        long size = weight.applyAsLong(value);
        if (size > room || kept.put(key, value) != null) {
            return;
        }
        taken += size;
        var oldest = kept.values().iterator();
        while (taken > room) {
            taken -= weight.applyAsLong(oldest.next());
            oldest.remove();
        }
    }
}
