package dev.capstan.applicationmanifests.build;

import java.util.concurrent.Semaphore;

/**
 * How many builds are under way at once. Together with the limits of one build this bounds the memory that all builds take, however
 * many Applications have something to do.
 */
public final class BuildSlots {
    private final Semaphore slots;

    /** @param count at least one */
    public BuildSlots(int count) {
        this.slots = new Semaphore(Math.max(1, count), true);
    }

    /** Waits for a slot. */
    public void enter() {
        slots.acquireUninterruptibly();
    }

    /** Gives the slot back. */
    public void leave() {
        slots.release();
    }
}
