package dev.capstan.runtime.bus;

import dev.capstan.api.bus.BusMessage;

/**
 * Somebody who wants to hear messages of one type. Each consumer has its own queue: a slow or failing one delays nobody else. Delivery is at
 * least once and in no order, so {@link #accept} must be idempotent and must not trust the content beyond looking at the object itself.
 *
 * @param <M> the type of message
 */
public interface BusConsumer<M extends BusMessage> {
    /**
     * The name under which the broker remembers what was delivered, unique in the installation and stable over restarts:
     * {@code <controller>-<purpose>}, letters, digits and {@code -}.
     */
    String name();

    /** Which messages. */
    Class<M> type();

    /**
     * Acts on a message; called on a virtual thread, up to {@link #parallelism()} at a time. When it returns, the message is done; when it
     * throws, the message comes again after a delay that grows, a limited number of times.
     *
     * @throws Exception when the effect did not happen and another try may help
     */
    void accept(M message) throws Exception;

    /** How many messages may be in work at a time. */
    default int parallelism() {
        return 1;
    }
}
