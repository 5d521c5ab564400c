package dev.capstan.runtime.reconcile;

import java.time.Duration;
import java.util.Set;

/** How the work before a deletion ended. */
public sealed interface Cleanup {
    /** Nothing is left to do; the object may go. */
    Cleanup DONE = new Done();

    /** Nothing is left to do; the object may go. All finalizers of ours are taken off. */
    record Done() implements Cleanup {}

    /**
     * What some of several finalizers ask for is done: they are taken off, and the object is looked at again at once for the others.
     *
     * @param finalizers their names
     */
    record DoneWith(Set<String> finalizers) implements Cleanup {
        /** Keeps a copy of the set. */
        public DoneWith {
            finalizers = Set.copyOf(finalizers);
        }
    }

    /** The object must stay for now and is looked at again when something changes, at the latest after the delay. */
    record NotYet(Duration delay) implements Cleanup {}

    /** The work failed; it is tried again after a delay that grows. */
    record Failed(String message) implements Cleanup {}
}
