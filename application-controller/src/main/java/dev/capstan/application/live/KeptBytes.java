package dev.capstan.application.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps packed objects, at most so many bytes of them all together: what was used least recently goes first, and is asked for
 * again when it is needed. Thread-safe.
 */
public final class KeptBytes {

    /** What an entry costs besides its bytes. */
    private static final int OVERHEAD = 120;

    private final long limit;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, byte[]> kept = new LinkedHashMap<>(256, 0.75f, true);
    private long size;

    /** @param limit in bytes */
    public KeptBytes(long limit) {
        this.limit = limit;
    }

    /**
     * Keeps bytes, unless they alone are more than the limit.
     *
     * @return by which they are found again
     */
    public synchronized long put(byte[] bytes) {
        long ticket = tickets.incrementAndGet();
        kept.put(ticket, bytes);
        size += cost(bytes);
        var oldest = kept.entrySet().iterator();
        while (size > limit && oldest.hasNext()) {
            size -= cost(oldest.next().getValue());
            oldest.remove();
        }
        return ticket;
    }

    /** What was kept; empty when it had to go. */
    public synchronized Optional<byte[]> get(long ticket) {
        return Optional.ofNullable(kept.get(ticket));
    }

    /** Nobody needs them any more. */
    public synchronized void remove(long ticket) {
        byte[] bytes = kept.remove(ticket);
        if (bytes != null) {
            size -= cost(bytes);
        }
    }

    /** How many bytes are kept, with what keeping them costs. */
    public synchronized long size() {
        return size;
    }

    private static long cost(byte[] bytes) {
        return bytes.length + OVERHEAD;
    }
}
