package dev.capstan.runtime.schedule;

import java.time.Duration;

/**
 * At most one pending timer per key; a new one replaces the old one.
 *
 * @param <K> what the timers are for
 */
public interface Timers<K> {
    /** Starts the timer of a key, in place of the one that may be pending. */
    void start(K key, Duration delay);

    /** Ends the timer of a key without its effect. */
    void cancel(K key);
}
