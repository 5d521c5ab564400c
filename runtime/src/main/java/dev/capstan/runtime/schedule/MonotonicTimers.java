package dev.capstan.runtime.schedule;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Timers on the monotonic clock: a jump of the wall clock neither starts a storm nor holds anything back. An effect that throws is reported,
 * and the other timers go on.
 *
 * @param <K> what the timers are for
 */
public final class MonotonicTimers<K> implements Timers<K>, AutoCloseable {
    private final ConcurrentMap<K, Timer> pending = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Consumer<K> due;
    private final Consumer<Throwable> onBug;

    /**
     * @param name name of the thread
     * @param due called on the timer's thread when a timer ends; must return at once
     * @param onBug is given what {@code due} threw
     */
    public MonotonicTimers(String name, Consumer<K> due, Consumer<Throwable> onBug) {
        this.due = due;
        this.onBug = onBug;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void start(K key, Duration delay) {
        pending.compute(key, (same, old) -> {
            if (old != null) {
                old.cancel();
            }
            return new Timer(key, delay);
        });
    }

    @Override
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
                try {
                    due.accept(key);
                } catch (RuntimeException | Error bug) {
                    onBug.accept(bug);
                }
            }
        }

        void cancel() {
            future.cancel(false);
        }
    }
}
