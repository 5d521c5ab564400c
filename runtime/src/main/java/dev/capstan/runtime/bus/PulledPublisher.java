package dev.capstan.runtime.bus;

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
                subscriber.onNext(source.next());
            }
        } catch (InterruptedException cancelled) {
            LOG.debug("The channel {} was closed", name);
            subscriber.onComplete();
        } catch (RuntimeException broken) {
            subscriber.onError(broken);
        }
    }
}
