package dev.capstan.apply.watch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does things later, on one thread that they must not block; a fault in one of them does not concern the others. */
class Timer implements AutoCloseable {

    private final FaultLog faults;
    private final ScheduledExecutorService executor;

    Timer(FaultLog faults) {
        this.faults = faults;
        this.executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("managed-object-timer").factory());
    }

    /** Takes a planned step back; does nothing when it has begun. */
    @FunctionalInterface
    interface Planned {
        void cancel();
    }

    /** Plans a step; once this is closed nothing is done any more. */
    Planned in(Duration delay, String what, Runnable step) {
        try {
            ScheduledFuture<?> planned =
                    executor.schedule(() -> faults.guard(what, step), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> planned.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    FaultLog faults() {
        return faults;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
