package dev.capstan.runtime.bus;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.EventEmitted;
import dev.capstan.api.bus.MessageType;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.redaction.MaskedThrowable;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bus over a pair of SmallRye connectors; which pair is a matter of configuration. */
public final class MessagingBus implements Bus, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingBus.class);

    private final InboundConnector inbound;
    private final Flow.Subscriber<Message<?>> outgoing;
    private final BusMetrics metrics;
    private final List<Flow.Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * @param inbound where messages come from
     * @param outbound where messages go to
     */
    @SuppressWarnings("unchecked") // the subscriber of a connector takes every message
    public MessagingBus(InboundConnector inbound, OutboundConnector outbound, BusMetrics metrics) {
        this.inbound = inbound;
        this.outgoing = (Flow.Subscriber<Message<?>>) outbound.getSubscriber(ConnectorConfig.outgoing());
        this.metrics = metrics;
        outgoing.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                // The connector bounds what it takes; publishing never waits for it.
            }

            @Override
            public void cancel() {
                LOG.debug("The connector takes no more messages");
            }
        });
    }

    @Override
    public void publish(BusMessage message) {
        try {
            outgoing.onNext(Message.of(message));
        } catch (RuntimeException | Error bug) {
            InternalErrors.report("publishing a message", message.messageType(), bug);
        }
    }

    /** Begins to hand messages to a consumer, until the bus is closed. */
    public <M extends BusMessage> void subscribe(BusConsumer<M> consumer) {
        inbound.getPublisher(ConnectorConfig.incoming(consumer.name(), messageTypeOf(consumer.type())))
                .subscribe(new Delivery<>(consumer));
    }

    private static MessageType messageTypeOf(Class<? extends BusMessage> type) {
        if (type == ReconcileRequested.class) {
            return MessageType.RECONCILE;
        }
        if (type == EventEmitted.class) {
            return MessageType.EVENT;
        }
        if (type == ApplyRecorded.class) {
            return MessageType.APPLY;
        }
        throw new IllegalArgumentException("A consumer names one type of message, not " + type.getSimpleName());
    }

    /** Ends all deliveries. */
    @Override
    public void close() {
        subscriptions.forEach(Flow.Subscription::cancel);
        outgoing.onComplete();
    }

    private final class Delivery<M extends BusMessage> implements Flow.Subscriber<Message<?>> {
        private final BusConsumer<M> consumer;
        private final MessageType type;
        private volatile Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        };

        Delivery(BusConsumer<M> consumer) {
            this.consumer = consumer;
            this.type = messageTypeOf(consumer.type());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscriptions.add(subscription);
            subscription.request(consumer.parallelism());
        }

        @Override
        public void onNext(Message<?> message) {
            Thread.ofVirtual().name(consumer.name()).start(() -> deliver(message));
        }

        private void deliver(Message<?> message) {
            try {
                M content = consumer.type().cast(message.getPayload());
                consumer.accept(content);
                message.ack();
                metrics.count(type, BusMetrics.Result.HANDLED);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error failure) {
                LOG.warn(
                        "{} could not handle a message about {}; it comes again",
                        consumer.name(),
                        aboutOf(message),
                        MaskedThrowable.of(failure));
                message.nack(failure);
                metrics.count(type, BusMetrics.Result.FAILED);
            } finally {
                subscription.request(1);
            }
        }

        private static Object aboutOf(Message<?> message) {
            return message.getPayload() instanceof BusMessage known ? known.about() : "something unknown";
        }

        @Override
        public void onError(Throwable failure) {
            LOG.error("{} hears no more messages", consumer.name(), failure);
        }

        @Override
        public void onComplete() {
            LOG.debug("{} hears no more messages", consumer.name());
        }
    }
}
