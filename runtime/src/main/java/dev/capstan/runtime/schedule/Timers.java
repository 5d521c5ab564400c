package dev.capstan.runtime.schedule;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * At most one pending timer per key; a new one replaces the old one. Runs on the monotonic clock, so a jump of the wall clock neither
 * starts a storm nor holds anything back.
 *
 * @param <K> what the timers are for
 */
public final class Timers<K> implements AutoCloseable {
    private final ConcurrentMap<K, Timer> pending = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Consumer<K> due;

    /**
     * @param name name of the thread
     * @param due called on the timer's thread when a timer ends; must return at once
     */
    public Timers(String name, Consumer<K> due) {
        this.due = due;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Starts the timer of a key, in place of the one that may be pending. */
    public void start(K key, Duration delay) {
        pending.compute(key, (same, old) -> {
            if (old != null) {
                old.cancel();
            }
            return new Timer(key, delay);
        });
    }

    /** Ends the timer of a key without its effect. */
    public void cancel(K key) {
        Timer timer = pending.remove(key);
        if (timer != null) {
            timer.cancel();
        }
    }

    /** How many timers are pending. */
    public int size() {
        return pending.size();
    }

    /** Ends all timers without their effects. */
    @Override
    public void close() {
        clock.shutdownNow();
        pending.clear();
    }

    private final class Timer implements Runnable {
        private final K key;
        private final ScheduledFuture<?> future;

        Timer(K key, Duration delay) {
            this.key = key;
            this.future = clock.schedule(this, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        }

        /** A timer that was replaced while it came due has no effect. */
        @Override
        public void run() {
            if (pending.remove(key, this)) {
                due.accept(key);
            }
        }

        void cancel() {
            future.cancel(false);
        }
    }
}
