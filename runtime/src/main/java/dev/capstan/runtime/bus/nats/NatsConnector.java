package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.MessageCodec;
import dev.capstan.api.bus.Subject;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.ConnectorConfig;
import dev.capstan.runtime.bus.PulledPublisher;
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
    private @Nullable NatsLink link;
    private @Nullable Outbox outbox;

    /** Takes the settings; connects later. */
    @Inject
    public NatsConnector(NatsSettings settings, BusMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.streams = new Streams(settings);
    }

    private synchronized NatsLink link() {
        NatsLink open = link;
        if (open == null) {
            open = NatsLink.open(settings, "capstan");
            link = open;
        }
        return open;
    }

    private synchronized Outbox outbox() {
        Outbox open = outbox;
        if (open == null) {
            open = new Outbox(link(), streams, metrics, settings.bufferBytes());
            outbox = open;
        }
        return open;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        String consumer = ConnectorConfig.consumer(config);
        return new PulledPublisher(
                consumer, new Inbox(consumer, ConnectorConfig.what(config), link(), streams, settings, metrics));
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        Outbox letters = outbox();
        return new Flow.Subscriber<Message<?>>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Message<?> message) {
                letters.add(letterOf((BusMessage) message.getPayload()));
                message.ack();
            }

            @Override
            public void onError(Throwable failure) {
                LOG.error("The bus gets no more messages", failure);
            }

            @Override
            public void onComplete() {
                letters.close();
            }
        };
    }

    /** Headers carry ASCII only; percent-encoding keeps different identities different. */
    private static String asciiOf(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** How many bytes of messages wait for NATS. */
    synchronized long waitingBytes() {
        return outbox == null ? 0 : outbox.waitingBytes();
    }

    private Outbox.Letter letterOf(BusMessage message) {
        return new Outbox.Letter(
                message.what(),
                Subject.of(settings.cluster(), message),
                asciiOf(message.messageId()),
                MessageCodec.encode(message));
    }

    @PreDestroy
    synchronized void close() {
        if (outbox != null) {
            outbox.close();
        }
        if (link != null) {
            link.close();
        }
    }
}
