package dev.capstan.runtime.schedule;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Timers that end when a test says so. */
public final class FakeTimers<K> implements Timers<K> {
    private final Map<K, Duration> pending = new HashMap<>();

    @Override
    public void start(K key, Duration delay) {
        pending.put(key, delay);
    }

    @Override
    public void cancel(K key) {
        pending.remove(key);
    }

    /** The delay that the timer of a key was started with. */
    public Optional<Duration> delayOf(K key) {
        return Optional.ofNullable(pending.get(key));
    }
}
