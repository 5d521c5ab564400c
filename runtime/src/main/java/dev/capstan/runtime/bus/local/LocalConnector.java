package dev.capstan.runtime.bus.local;

import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.MessageCodec;
import dev.capstan.api.bus.MessageType;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.ConnectorConfig;
import dev.capstan.runtime.bus.PulledPublisher;
import dev.capstan.runtime.bus.Redelivery;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.schedule.MonotonicTimers;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages between the controllers of one process. Each consumer has a queue of its own, bounded by bytes; messages are copied as
 * bytes, so that a consumer gets exactly what a broker would give it.
 */
@ApplicationScoped
@Connector(LocalConnector.NAME)
public class LocalConnector implements InboundConnector, OutboundConnector {
    /** The name of the connector in the configuration of channels. */
    public static final String NAME = "capstan-local";

    private static final Logger LOG = LoggerFactory.getLogger(LocalConnector.class);

    private final Map<MessageType, List<Mailbox>> mailboxes = new ConcurrentHashMap<>();
    private final RecentIds recentIds = new RecentIds();
    private final MonotonicTimers<Again> delays = new MonotonicTimers<>(
            "bus-local-delays",
            this::putAgain,
            bug -> InternalErrors.report("delivering a message again", "the local bus", bug));
    private final BusMetrics metrics;
    private final long capacity;

    /**
     * @param capacity how many bytes may wait for one consumer
     */
    @Inject
    public LocalConnector(
            BusMetrics metrics,
            @ConfigProperty(name = "capstan.bus.local.bytes-per-consumer", defaultValue = "8388608") long capacity) {
        this.metrics = metrics;
        this.capacity = capacity;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        MessageType type = ConnectorConfig.messageType(config);
        var mailbox = new Mailbox(capacity);
        mailboxes.computeIfAbsent(type, same -> new CopyOnWriteArrayList<>()).add(mailbox);
        return new PulledPublisher(ConnectorConfig.consumer(config), () -> next(type, mailbox));
    }

    private Message<?> next(MessageType type, Mailbox mailbox) throws InterruptedException {
        while (true) {
            Mailbox.Parcel parcel = mailbox.take();
            switch (MessageCodec.decode(parcel.content())) {
                case MessageCodec.Decoded.Known(BusMessage message) -> {
                    return Message.of(message)
                            .withAck(LocalConnector::done)
                            .withNack(failure -> again(type, mailbox, parcel));
                }
                case MessageCodec.Decoded.Unreadable _ -> metrics.count(type, BusMetrics.Result.UNREADABLE);
            }
        }
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> again(MessageType type, Mailbox mailbox, Mailbox.Parcel parcel) {
        int deliveries = parcel.deliveries() + 1;
        Optional<Duration> delay = Redelivery.after(deliveries);
        if (delay.isPresent()) {
            delays.start(new Again(type, mailbox, new Mailbox.Parcel(parcel.content(), deliveries)), delay.get());
        } else {
            metrics.count(type, BusMetrics.Result.GIVEN_UP);
        }
        return done();
    }

    private void putAgain(Again again) {
        put(again.type, again.mailbox, again.parcel);
    }

    private void put(MessageType type, Mailbox mailbox, Mailbox.Parcel parcel) {
        for (int dropped = mailbox.put(parcel); dropped > 0; dropped--) {
            metrics.count(type, BusMetrics.Result.OVERFLOWED);
        }
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return new Flow.Subscriber<Message<?>>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Message<?> message) {
                publish((BusMessage) message.getPayload());
                message.ack();
            }

            @Override
            public void onError(Throwable failure) {
                LOG.error("The local bus gets no more messages", failure);
            }

            @Override
            public void onComplete() {}
        };
    }

    private void publish(BusMessage message) {
        List<Mailbox> consumers = mailboxes.getOrDefault(message.messageType(), List.of());
        if (consumers.isEmpty() || !recentIds.isNew(message.messageId(), System.nanoTime())) {
            return;
        }
        var parcel = new Mailbox.Parcel(MessageCodec.encode(message), 0);
        consumers.forEach(mailbox -> put(message.messageType(), mailbox, parcel));
        metrics.count(message.messageType(), BusMetrics.Result.PUBLISHED);
    }

    @PreDestroy
    void close() {
        delays.close();
    }

    /** A delivery to come; two of equal content are different, so this is not a record. */
    private static final class Again {
        private final MessageType type;
        private final Mailbox mailbox;
        private final Mailbox.Parcel parcel;

        Again(MessageType type, Mailbox mailbox, Mailbox.Parcel parcel) {
            this.type = type;
            this.mailbox = mailbox;
            this.parcel = parcel;
        }
    }
}
