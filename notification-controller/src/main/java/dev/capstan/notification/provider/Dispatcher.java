package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.provider.Delivery.Result;
import dev.capstan.runtime.redaction.MaskedThrowable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Brings notifications to Providers. Each Provider has a lane of its own with one delivery at a time, so one that is slow or dead delays
 * nobody else; handing a notification over never blocks. A pause between tries occupies no thread. Whatever a delivery or the listener
 * throws, the lane goes on with the next notification.
 */
public final class Dispatcher implements AutoCloseable {
    private final Delivery delivery;
    private final DispatchListener listener;
    private final RetryPolicy retryPolicy;
    private final Limits limits;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dispatch-", 0).factory());
    private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dispatch-pauses").factory());
    private final Map<ObjectKey, Lane> lanes = new HashMap<>();
    private final Object guard = new Object();

    /**
     * How much may wait for one Provider.
     *
     * @param notifications number of notifications
     * @param bytes their size in memory
     */
    public record Limits(int notifications, long bytes) {
        /** A thousand notifications, or 4 MiB. */
        public static final Limits STANDARD = new Limits(1000, 4L << 20);
    }

    /** A dispatcher that delivers through the port and reports to the listener. */
    public Dispatcher(Delivery delivery, DispatchListener listener, RetryPolicy retryPolicy, Limits limits) {
        this.delivery = delivery;
        this.listener = listener;
        this.retryPolicy = retryPolicy;
        this.limits = limits;
    }

    /** Takes a notification for a Provider; the listener learns what becomes of it. */
    public void submit(ObjectKey provider, Notification notification) {
        List<Notification> dropped = new ArrayList<>();
        long inThisRow;
        synchronized (guard) {
            Lane lane = lanes.computeIfAbsent(provider, _ -> new Lane(limits.notifications(), limits.bytes()));
            lane.add(notification);
            for (Optional<Notification> victim = lane.overflow(); victim.isPresent(); victim = lane.overflow()) {
                dropped.add(victim.get());
            }
            inThisRow = lane.droppedInRow();
            startIfIdle(provider, lane);
        }
        for (int i = 0; i < dropped.size(); i++) {
            Notification victim = dropped.get(i);
            long place = inThisRow - dropped.size() + 1 + i;
            report(provider, () -> listener.dropped(provider, victim, place));
        }
    }

    /** How many notifications wait, over all Providers. */
    public int waiting() {
        synchronized (guard) {
            return lanes.values().stream().mapToInt(Lane::size).sum();
        }
    }

    /** To be called under the guard. */
    private void startIfIdle(ObjectKey provider, Lane lane) {
        if (lane.begin()) {
            start(provider, lane);
        }
    }

    private void start(ObjectKey provider, Lane lane) {
        try {
            workers.execute(() -> work(provider, lane));
        } catch (RejectedExecutionException closed) {
            giveUp(provider);
        } catch (Throwable notStarted) {
            synchronized (guard) {
                lane.rest();
            }
            listener.bug(provider, notStarted);
        }
    }

    /** Tries the head of a lane; whatever comes up, the lane goes on. */
    private void work(ObjectKey provider, Lane lane) {
        Notification head;
        synchronized (guard) {
            head = lane.head();
        }
        boolean isTriedAgain = false;
        try {
            isTriedAgain = attempt(provider, head, lane);
        } catch (Throwable bug) {
            var failure = new DispatchFailure.OurBug(provider, MaskedThrowable.of(bug));
            report(provider, () -> listener.failed(provider, head, failure));
        } finally {
            if (!isTriedAgain) {
                finish(provider, lane);
            }
        }
    }

    /** Says whether the notification stays and is tried again later. */
    private boolean attempt(ObjectKey provider, Notification notification, Lane lane) {
        switch (delivery.attempt(provider, notification)) {
            case Result.Delivered _ -> report(provider, () -> listener.delivered(provider, notification));
            case Result.NotSent _ -> {}
            case Result.Failed(DispatchFailure failure) -> {
                Optional<Duration> pause = retryPolicy.pauseAfter(failure, triesOf(lane));
                if (pause.isPresent() && tryAgainAfter(pause.get(), provider, lane)) {
                    return true;
                }
                report(provider, () -> listener.failed(provider, notification, failure));
            }
        }
        return false;
    }

    private void report(ObjectKey provider, Runnable toListener) {
        try {
            toListener.run();
        } catch (Throwable bug) {
            listener.bug(provider, bug);
        }
    }

    private int triesOf(Lane lane) {
        synchronized (guard) {
            return lane.failedAgain();
        }
    }

    private boolean tryAgainAfter(Duration pause, ObjectKey provider, Lane lane) {
        try {
            var _ = pauses.schedule(() -> start(provider, lane), pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private void finish(ObjectKey provider, Lane lane) {
        synchronized (guard) {
            lane.done();
            if (lane.isEmpty()) {
                lanes.remove(provider);
            } else {
                startIfIdle(provider, lane);
            }
        }
    }

    private void giveUp(ObjectKey provider) {
        synchronized (guard) {
            lanes.remove(provider);
        }
    }

    /** Stops; what waits is given up. Deliveries that are on their way may still arrive. */
    @Override
    public void close() {
        pauses.shutdownNow();
        workers.shutdownNow();
    }
}
