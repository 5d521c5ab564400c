package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.MessageType;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.nats.NatsClient;
import dev.capstan.runtime.nats.NatsConnection;
import dev.capstan.runtime.watch.LastingObstacle;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to NATS. A message leaves the queue when the server has it on its disk; what was sent but not confirmed is sent
 * again, and the server drops the double by its identity. The queue is bounded by bytes; when it is full the oldest hints go first, then the
 * oldest events. A message that the server refuses for good is dropped and counted, and the next one goes on.
 */
final class PublishQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishQueue.class);
    private static final int BATCH = 128;
    private static final Duration CONFIRMATION = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<PendingMessage> pending = new ArrayDeque<>();
    private final NatsClient link;
    private final Streams streams;
    private final BusMetrics metrics;
    private final long capacity;
    private final LastingObstacle refusal = new LastingObstacle();
    private final LastingObstacle unready = new LastingObstacle();
    private final Thread sender;
    private long bytes;

    PublishQueue(NatsClient link, Streams streams, BusMetrics metrics, long capacity) {
        this.link = link;
        this.streams = streams;
        this.metrics = metrics;
        this.capacity = capacity;
        this.sender = Thread.ofVirtual().name("bus-nats-publish-queue").start(this::sendAll);
    }

    /** A message with its address; identity, not content, makes two of them the same. */
    static final class PendingMessage {
        private final MessageType type;
        private final String subject;
        private final String id;
        private final byte[] content;
        private boolean wasRefused; // the thread that sends reads and writes it

        PendingMessage(MessageType type, String subject, String id, byte[] content) {
            this.type = type;
            this.subject = subject;
            this.id = id;
            this.content = content;
        }
    }

    /** Takes a message; returns at once. */
    void add(PendingMessage message) {
        lock.lock();
        try {
            makeRoomFor(message.content.length);
            if (message.content.length > capacity) {
                metrics.count(message.type, BusMetrics.Result.OVERFLOWED);
                return;
            }
            pending.addLast(message);
            bytes += message.content.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void makeRoomFor(int size) {
        dropOldest(size, false);
        dropOldest(size, true);
    }

    private void dropOldest(int size, boolean alsoKept) {
        Iterator<PendingMessage> oldest = pending.iterator();
        while (bytes + size > capacity && oldest.hasNext()) {
            PendingMessage message = oldest.next();
            if (alsoKept || !message.type.isKept()) {
                oldest.remove();
                bytes -= message.content.length;
                metrics.count(message.type, BusMetrics.Result.OVERFLOWED);
            }
        }
    }

    private void sendAll() {
        long streamsOf = -1;
        try {
            while (true) {
                awaitMessages();
                NatsConnection open = link.await();
                List<PendingMessage> batch = oldest();
                try {
                    if (streamsOf != open.epoch()) {
                        streams.ensure(open.connection());
                        streamsOf = open.epoch();
                        unready.isOver();
                    }
                    if (!send(open, batch)) {
                        // A stream that is gone or was changed by somebody else is put right before the second attempt.
                        streamsOf = -1;
                    }
                } catch (IOException | TimeoutException unanswered) {
                    LOG.debug("{} messages are sent again", batch.size(), unanswered);
                    streamsOf = -1;
                    link.unanswered(open);
                    link.awaitChange(open, AGAIN);
                } catch (JetStreamApiException refused) {
                    unready.met(
                            refused.getMessage(),
                            what -> LOG.warn("NATS refuses the streams of the bus; messages wait: {}", what));
                    streamsOf = -1;
                    link.awaitChange(open, AGAIN);
                } catch (IllegalStateException closed) {
                    LOG.debug("{} messages are sent again: the connection is gone", batch.size(), closed);
                    streamsOf = -1;
                    link.awaitChange(open, AGAIN);
                } catch (RuntimeException | Error failed) {
                    InternalErrors.report(
                            "publishing to NATS", batch.size() + " messages, which are sent again", failed);
                    streamsOf = -1;
                    link.awaitChange(open, AGAIN);
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("The queue of messages to publish was closed");
        }
    }

    private void awaitMessages() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** They stay in the queue until they are confirmed. */
    private List<PendingMessage> oldest() {
        lock.lock();
        try {
            return pending.stream().limit(BATCH).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Sends them and waits for the confirmations; false when one was refused and is to be tried once more. */
    private boolean send(NatsConnection open, List<PendingMessage> batch)
            throws IOException, InterruptedException, TimeoutException {
        JetStream stream = open.connection().jetStream();
        var confirmations = new ArrayList<CompletableFuture<PublishAck>>(batch.size());
        for (PendingMessage message : batch) {
            confirmations.add(post(stream, message));
        }
        long deadline = System.nanoTime() + CONFIRMATION.toNanos();
        boolean allSettled = true;
        for (int i = 0; i < batch.size(); i++) {
            PendingMessage message = batch.get(i);
            try {
                confirmations.get(i).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                link.allowed(message.subject);
                settled(message, BusMetrics.Result.PUBLISHED);
            } catch (ExecutionException failed) {
                String cause = PublishRefusal.of(failed).orElseThrow(() -> new IOException(failed.getCause()));
                allSettled &= refused(message, cause);
            } catch (TimeoutException unanswered) {
                // The server answers a publication that is not allowed by an error of the connection, not of the
                // message.
                if (!link.isDenied(open, message.subject)) {
                    throw unanswered;
                }
                drop(message, "the user may not publish to this subject");
            }
        }
        return allSettled;
    }

    private CompletableFuture<PublishAck> post(JetStream stream, PendingMessage message) {
        try {
            return stream.publishAsync(
                    message.subject,
                    message.content,
                    PublishOptions.builder()
                            .messageId(message.id)
                            .expectedStream(streams.streamOf(message.type))
                            .build());
        } catch (IllegalArgumentException unsendable) {
            return CompletableFuture.failedFuture(unsendable);
        }
    }

    /** Whether the message is settled: it is dropped when it was refused before. */
    private boolean refused(PendingMessage message, String cause) {
        if (message.wasRefused) {
            drop(message, cause);
            return true;
        }
        message.wasRefused = true;
        return false;
    }

    private void drop(PendingMessage message, String cause) {
        refusal.met(
                cause,
                what -> LOG.error(
                        "NATS refuses a message to {} for good; it and others with the same cause are dropped: {}",
                        message.subject,
                        what));
        LOG.debug("A message to {} was dropped: {}", message.subject, cause);
        settled(message, BusMetrics.Result.REFUSED);
    }

    private void settled(PendingMessage message, BusMetrics.Result result) {
        lock.lock();
        try {
            if (pending.remove(message)) {
                bytes -= message.content.length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        metrics.count(message.type, result);
    }

    /** How many bytes wait. */
    long waitingBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Gives what waits a moment to leave, then closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            long left = AGAIN.toNanos();
            while (left > 0 && !pending.isEmpty() && link.isConnected()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        sender.interrupt();
    }
}
