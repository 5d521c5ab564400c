package dev.capstan.runtime.bus;

import dev.capstan.api.bus.MessageType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what becomes of messages: {@code capstan_bus_messages_total{what,result}}. */
public final class BusMetrics {
    private final MeterRegistry registry;

    /** Registers with the registry of the process. */
    public BusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** What became of a message. */
    public enum Result {
        /** It was taken over by the broker, or put into the queues of the process. */
        PUBLISHED,
        /** It was thrown away because a bounded buffer was full. */
        OVERFLOWED,
        /** It was thrown away because the broker refuses it, and would again. */
        REFUSED,
        /** Its effect happened. */
        HANDLED,
        /** Its effect did not happen; it comes again. */
        FAILED,
        /** Its effect did not happen, and it was delivered often enough. */
        GIVEN_UP,
        /** It could not be read. */
        UNREADABLE
    }

    /** Counts one message. */
    public void count(MessageType type, Result result) {
        Counter.builder("capstan_bus_messages")
                .description("Messages on the bus by kind and by what became of them.")
                .tags("what", type.token(), "result", result.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
