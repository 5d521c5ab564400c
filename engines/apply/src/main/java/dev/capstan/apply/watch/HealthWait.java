package dev.capstan.apply.watch;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A wait for health that occupies no thread: it is decided by watch events and one timer. Thread-safe. */
public interface HealthWait {

    /** Completes exactly once, never exceptionally. Callbacks run on a thread of the watch and must not block it. */
    CompletionStage<HealthOutcome> outcome();

    /** What is not current at this moment. */
    List<ObjectHealth> pending();

    /** Ends the wait as superseded; without effect once it has ended. */
    void cancel(String reason);
}
