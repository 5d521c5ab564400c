package dev.capstan.kustomization.build;

import java.util.concurrent.Semaphore;

/**
 * How many builds are under way at once. Together with the limits of one build this bounds the memory that all builds take,
 * however many Kustomizations have something to do.
 */
public final class RenderPlaces {

    private final Semaphore places;

    /** @param count at least one */
    public RenderPlaces(int count) {
        this.places = new Semaphore(Math.max(1, count), true);
    }

    /** Waits for a place. */
    void enter() {
        places.acquireUninterruptibly();
    }

    /** Gives the place back. */
    void leave() {
        places.release();
    }
}
