package dev.capstan.helm.release;

import dev.capstan.apply.watch.ObjectHealth;
import java.util.List;

/**
 * An action that waits for the cluster. It occupies no thread: whoever began it is called when it can go on, and goes
 * on with {@link #resume}. Used by one thread at a time.
 */
public interface RunningAction {

    /** What is waited for, for people. */
    String what();

    /** What is not as it must be at this moment. */
    List<ObjectHealth> pending();

    /**
     * Calls back once when the wait is decided; at once when it is already. The call comes from a thread of the watch
     * and must not block it.
     */
    void whenDecided(Runnable callback);

    /** Goes on. When the wait is not decided yet, the outcome is this same wait. */
    ActionOutcome resume();

    /**
     * Ends the wait as no longer wanted. The next {@link #resume} records the revision as failed and returns that.
     *
     * @param reason for messages
     */
    void cancel(String reason);
}
