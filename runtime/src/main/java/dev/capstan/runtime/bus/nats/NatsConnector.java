package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.MessageCodec;
import dev.capstan.api.bus.Subject;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.ConnectorConfig;
import dev.capstan.runtime.bus.PulledPublisher;
import dev.capstan.runtime.nats.NatsClient;
import dev.capstan.runtime.nats.NatsSettings;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries messages between processes by NATS JetStream. Nothing is opened before the first channel is. */
@ApplicationScoped
@Connector(NatsConnector.NAME)
public class NatsConnector implements InboundConnector, OutboundConnector {
    /** The name of the connector in the configuration of channels. */
    public static final String NAME = "capstan-nats";

    private static final Logger LOG = LoggerFactory.getLogger(NatsConnector.class);

    private final NatsSettings settings;
    private final BusMetrics metrics;
    private final Streams streams;
    private @Nullable NatsClient link;
    private @Nullable PublishQueue publishQueue;

    /** Takes the settings; connects later. */
    @Inject
    public NatsConnector(NatsSettings settings, BusMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.streams = new Streams(settings);
    }

    private synchronized NatsClient link() {
        NatsClient open = link;
        if (open == null) {
            open = NatsClient.open(settings, "capstan");
            link = open;
        }
        return open;
    }

    private synchronized PublishQueue publishQueue() {
        PublishQueue open = publishQueue;
        if (open == null) {
            open = new PublishQueue(link(), streams, metrics, settings.bufferBytes());
            publishQueue = open;
        }
        return open;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        String consumer = ConnectorConfig.consumer(config);
        return new PulledPublisher(
                consumer,
                new PullConsumer(consumer, ConnectorConfig.messageType(config), link(), streams, settings, metrics));
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        PublishQueue pending = publishQueue();
        return new Flow.Subscriber<Message<?>>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Message<?> message) {
                pending.add(letterOf((BusMessage) message.getPayload()));
                message.ack();
            }

            @Override
            public void onError(Throwable failure) {
                LOG.error("The bus gets no more messages", failure);
            }

            @Override
            public void onComplete() {
                pending.close();
            }
        };
    }

    /** Headers carry ASCII only; percent-encoding keeps different identities different. */
    private static String asciiOf(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** How many bytes of messages wait for NATS. */
    synchronized long waitingBytes() {
        return publishQueue == null ? 0 : publishQueue.waitingBytes();
    }

    private PublishQueue.PendingMessage letterOf(BusMessage message) {
        return new PublishQueue.PendingMessage(
                message.messageType(),
                Subject.of(settings.cluster(), message),
                asciiOf(message.messageId()),
                MessageCodec.encode(message));
    }

    @PreDestroy
    synchronized void close() {
        if (publishQueue != null) {
            publishQueue.close();
        }
        if (link != null) {
            link.close();
        }
    }
}
