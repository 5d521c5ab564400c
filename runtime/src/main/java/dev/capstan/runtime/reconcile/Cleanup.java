package dev.capstan.runtime.reconcile;

import java.time.Duration;

/** How the work before a deletion ended. */
public sealed interface Cleanup {
    /** Nothing is left to do; the object may go. */
    Cleanup DONE = new Done();

    /** Nothing is left to do; the object may go. All finalizers of ours are taken off. */
    record Done() implements Cleanup {}

    /**
     * What one of several finalizers asks for is done: it is taken off, and the object is looked at again at once for the others.
     *
     * @param finalizer its name
     */
    record DoneWith(String finalizer) implements Cleanup {}

    /** The object must stay for now and is looked at again when something changes, at the latest after the delay. */
    record NotYet(Duration delay) implements Cleanup {}

    /** The work failed; it is tried again after a delay that grows. */
    record Failed(String message) implements Cleanup {}
}
