package dev.capstan.runtime.bus;

import dev.capstan.runtime.log.InternalErrors;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A publisher for one subscriber that fetches the next message only when the subscriber asked for one: a slow subscriber slows nobody but
 * itself. Fetching may block; it happens on a virtual thread of its own.
 */
public final class PulledPublisher implements Flow.Publisher<Message<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(PulledPublisher.class);

    /** Keeps a source that fails every time from turning in circles. */
    private static final Duration AFTER_A_BUG = Duration.ofMillis(100);

    private final String name;
    private final Source source;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** Where messages come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * The next message; waits for it.
         *
         * @throws InterruptedException when the subscription ends
         */
        Message<?> next() throws InterruptedException;
    }

    /**
     * @param name name of the thread
     */
    public PulledPublisher(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<?>> subscriber) {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException("The channel " + name + " has a subscriber already");
        }
        var demand = new Semaphore(0);
        Thread puller = Thread.ofVirtual().name("bus-" + name).unstarted(() -> pull(demand, subscriber));
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                demand.release((int) Math.min(count, 1_000_000));
            }

            @Override
            public void cancel() {
                puller.interrupt();
            }
        });
        puller.start();
    }

    private void pull(Semaphore demand, Flow.Subscriber<? super Message<?>> subscriber) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                demand.acquire();
                handOn(demand, subscriber);
            }
        } catch (InterruptedException cancelled) {
            LOG.debug("The channel {} was closed", name);
            subscriber.onComplete();
        }
    }

    /** A message that cannot be handed on is reported, and its place is given to the next one. */
    private void handOn(Semaphore demand, Flow.Subscriber<? super Message<?>> subscriber) throws InterruptedException {
        try {
            subscriber.onNext(source.next());
        } catch (RuntimeException | Error bug) {
            InternalErrors.report("taking a message from the bus", name, bug);
            demand.release();
            Thread.sleep(AFTER_A_BUG);
        }
    }
}
