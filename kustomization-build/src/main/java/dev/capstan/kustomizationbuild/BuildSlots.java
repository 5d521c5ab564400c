package dev.capstan.kustomizationbuild;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many builds are under way at once. Together with the limits of one build this bounds the memory that all builds take,
 * however many Kustomizations have something to do.
 */
public final class BuildSlots {

    private final Semaphore slots;

    /** @param count at least one */
    public BuildSlots(int count) {
        this.slots = new Semaphore(Math.max(1, count), true);
    }

    /** Waits for a slot. */
    void enter() {
        slots.acquireUninterruptibly();
    }

    /** Gives the slot back. */
    void leave() {
        slots.release();
    }

    /** Asks somebody else, who may be slow, while another build has the slot of this one. */
    <T> T outside(Supplier<T> question) {
        leave();
        try {
            return question.get();
        } finally {
            enter();
        }
    }
}
