package dev.capstan.runtime.memory;

import java.time.Duration;

/**
 * When to ask for a collection although nothing needs room: the serial collector makes a heap smaller only when it collects, and a controller
 * whose work is done may not do so for hours. Used by one thread.
 */
final class IdleHeap {
    /** No collection for so long: almost nothing is allocated. */
    static final Duration QUIET = Duration.ofMinutes(3);

    /** Less than this is not worth a pause. */
    static final long WORTH = 32L << 20;

    private long collections = -1;
    private Duration quietSince = Duration.ZERO;
    private long kept;

    /**
     * What is seen of the heap.
     *
     * @param time since any fixed moment
     * @param collections that have been
     * @param committed bytes that the heap holds
     */
    record Look(Duration time, long collections, long committed) {}

    /** Whether the heap is to be collected now; {@link #collected} follows. */
    boolean isDue(Look look) {
        if (look.collections() != collections) {
            collections = look.collections();
            quietSince = look.time();
        }
        kept = kept == 0 ? look.committed() : Math.min(kept, look.committed());
        return look.committed() - kept >= WORTH && look.time().minus(quietSince).compareTo(QUIET) >= 0;
    }

    /** Remembers what a collection left, so that the same is not tried again before the heap has grown. */
    void collected(Look after) {
        collections = after.collections();
        quietSince = after.time();
        kept = after.committed();
    }
}
