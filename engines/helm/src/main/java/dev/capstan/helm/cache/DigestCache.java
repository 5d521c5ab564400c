package dev.capstan.helm.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Things by the digest of what they were made of. Holds about so many bytes, and lets go of what was not used for the longest time.
 * Safe for use by several threads.
 *
 * @param <V> what is kept; must not change
 */
public final class DigestCache<V> {
    private final long mostBytes;
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Entry<V>(V value, long bytes) {}

    /**
     * @param mostBytes that it holds; a single thing that is larger is not kept
     */
    public DigestCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What was made of that; empty when it is not known, or not any more. */
    public synchronized Optional<V> get(String digest) {
        return Optional.ofNullable(entries.get(digest)).map(Entry::value);
    }

    /**
     * Keeps something, unless the same is there already.
     *
     * @param size the room that it takes, about
     */
    public synchronized void keep(String digest, V value, long size) {
        if (size > mostBytes || entries.containsKey(digest)) {
            return;
        }
        entries.put(digest, new Entry<>(value, size));
        bytes += size;
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** How many bytes it holds, about. */
    public synchronized long bytes() {
        return bytes;
    }
}
