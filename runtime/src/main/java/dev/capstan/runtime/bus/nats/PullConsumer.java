package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.MessageCodec;
import dev.capstan.api.bus.MessageType;
import dev.capstan.api.bus.Subject;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.PulledPublisher;
import dev.capstan.runtime.bus.Redelivery;
import dev.capstan.runtime.nats.NatsClient;
import dev.capstan.runtime.nats.NatsConnection;
import dev.capstan.runtime.nats.NatsSettings;
import dev.capstan.runtime.watch.LastingObstacle;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one consumer is given: a durable pull consumer of its own on the server. One message is asked for at a time, so none grows old in this
 * process while another one is worked on.
 */
final class PullConsumer implements PulledPublisher.Source {
    private static final Logger LOG = LoggerFactory.getLogger(PullConsumer.class);
    private static final Duration PULL = Duration.ofSeconds(30);
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 10014;

    private final String consumer;
    private final MessageType type;
    private final NatsClient link;
    private final Streams streams;
    private final NatsSettings settings;
    private final BusMetrics metrics;
    private final LastingObstacle refusals = new LastingObstacle();
    private @Nullable Bound bound;

    PullConsumer(
            String consumer,
            MessageType type,
            NatsClient link,
            Streams streams,
            NatsSettings settings,
            BusMetrics metrics) {
        this.consumer = consumer;
        this.type = type;
        this.link = link;
        this.streams = streams;
        this.settings = settings;
        this.metrics = metrics;
    }

    private record Bound(NatsConnection link, JetStreamSubscription subscription) {}

    @Override
    public Message<?> next() throws InterruptedException {
        while (true) {
            NatsConnection open = link.await();
            try {
                io.nats.client.Message arrived = pull(bind(open));
                if (arrived != null) {
                    refusals.isOver();
                    Optional<Message<?>> message = read(arrived);
                    if (message.isPresent()) {
                        return message.get();
                    }
                }
            } catch (IOException unanswered) {
                LOG.debug("{} asks again for messages", consumer, unanswered);
                unbind();
                link.unanswered(open);
                link.awaitChange(open, AGAIN);
            } catch (JetStreamApiException refused) {
                refusals.met(
                        refused.getMessage(),
                        why -> LOG.warn("NATS refuses messages for {}, which asks again and again: {}", consumer, why));
                unbind();
                link.awaitChange(open, AGAIN);
            } catch (IllegalStateException gone) {
                LOG.debug("The subscription of {} went with its connection", consumer, gone);
                unbind();
                link.awaitChange(open, AGAIN);
            } catch (RuntimeException | Error failed) {
                refusals.met(failed.toString(), _ -> LOG.error("{} asks again for messages", consumer, failed));
                unbind();
                link.awaitChange(open, AGAIN);
            } catch (InterruptedException closed) {
                unbind();
                throw closed;
            }
        }
    }

    private Bound bind(NatsConnection open) throws IOException, JetStreamApiException {
        Bound present = bound;
        if (present != null && present.link().epoch() == open.epoch()) {
            return present;
        }
        unbind();
        streams.ensure(open.connection());
        String stream = streams.streamOf(type);
        ensureConsumer(open, stream);
        var fresh = new Bound(
                open, open.connection().jetStream().subscribe(null, PullSubscribeOptions.fastBind(stream, consumer)));
        bound = fresh;
        return fresh;
    }

    /** A request that stays open on the server would swallow the next message. */
    private void unbind() {
        Bound present = bound;
        bound = null;
        if (present == null) {
            return;
        }
        try {
            present.subscription().unsubscribe();
        } catch (RuntimeException gone) {
            LOG.debug("The subscription of {} was gone with its connection", consumer, gone);
        }
    }

    /** A consumer that is there stays as it is: its place in the stream must not be lost. */
    private void ensureConsumer(NatsConnection open, String stream) throws IOException, JetStreamApiException {
        JetStreamManagement management = open.connection().jetStreamManagement();
        try {
            management.getConsumerInfo(stream, consumer);
        } catch (JetStreamApiException missing) {
            if (missing.getApiErrorCode() != NOT_FOUND) {
                throw missing;
            }
            management.createConsumer(stream, configuration());
        }
    }

    private ConsumerConfiguration configuration() {
        return ConsumerConfiguration.builder()
                .durable(consumer)
                .filterSubject(Subject.allOf(settings.cluster(), type))
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(settings.ackWait())
                .maxDeliver(Redelivery.DELIVERIES)
                .deliverPolicy(DeliverPolicy.ByStartTime)
                .startTime(ZonedDateTime.now(java.time.ZoneOffset.UTC).minus(settings.newConsumerStartsBefore()))
                .build();
    }

    /** Waits for one message, in slices, so that a new connection is noticed at once; the pull died with the old one. */
    private io.nats.client.@Nullable Message pull(Bound open) throws InterruptedException {
        open.subscription().pullExpiresIn(1, PULL);
        long deadline = System.nanoTime() + PULL.toNanos();
        while (System.nanoTime() < deadline && link.isCurrent(open.link())) {
            io.nats.client.Message message = open.subscription().nextMessage(SLICE);
            if (message != null) {
                return message;
            }
        }
        return null;
    }

    private Optional<Message<?>> read(io.nats.client.Message arrived) {
        return switch (MessageCodec.decode(arrived.getData())) {
            case MessageCodec.Decoded.Known(BusMessage message)
            when message.messageType() == type ->
                Optional.of(Message.of(message)
                        .withAck(() -> {
                            arrived.ack();
                            return done();
                        })
                        .withNack(failure -> again(arrived)));
            case MessageCodec.Decoded.Known _, MessageCodec.Decoded.Unreadable _ -> {
                arrived.term();
                metrics.count(type, BusMetrics.Result.UNREADABLE);
                yield Optional.empty();
            }
        };
    }

    private CompletionStage<Void> again(io.nats.client.Message failed) {
        Optional<Duration> delay = Redelivery.after((int) failed.metaData().deliveredCount());
        if (delay.isPresent()) {
            failed.nakWithDelay(delay.get());
        } else {
            failed.term();
            metrics.count(type, BusMetrics.Result.GIVEN_UP);
        }
        return done();
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
