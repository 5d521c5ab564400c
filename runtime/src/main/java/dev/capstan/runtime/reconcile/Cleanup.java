package dev.capstan.runtime.reconcile;

import java.time.Duration;

/** How the work before a deletion ended. */
public sealed interface Cleanup {
    /** Nothing is left to do; the object may go. */
    Cleanup DONE = new Done();

    /** Nothing is left to do; the object may go. */
    record Done() implements Cleanup {}

    /** The object must stay for now and is looked at again when something changes, at the latest after the delay. */
    record NotYet(Duration delay) implements Cleanup {}

    /** The work failed; it is tried again after a delay that grows. */
    record Failed(String message) implements Cleanup {}
}
