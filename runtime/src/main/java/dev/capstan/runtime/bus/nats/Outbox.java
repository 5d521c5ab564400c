package dev.capstan.runtime.bus.nats;

import dev.capstan.api.bus.What;
import dev.capstan.runtime.bus.BusMetrics;
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
 * Messages on their way to NATS. A message leaves the box when the server has it on its disk; what was sent but not confirmed is sent again, and the
 * server drops the double by its identity. The box is bounded by bytes; when it is full the oldest hints go first, then the oldest events.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int BATCH = 128;
    private static final Duration CONFIRMATION = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Letter> letters = new ArrayDeque<>();
    private final NatsLink link;
    private final Streams streams;
    private final BusMetrics metrics;
    private final long capacity;
    private final Thread sender;
    private long bytes;

    Outbox(NatsLink link, Streams streams, BusMetrics metrics, long capacity) {
        this.link = link;
        this.streams = streams;
        this.metrics = metrics;
        this.capacity = capacity;
        this.sender = Thread.ofVirtual().name("bus-nats-outbox").start(this::sendAll);
    }

    /** A message with its address; identity, not content, makes two of them the same. */
    static final class Letter {
        private final What what;
        private final String subject;
        private final String id;
        private final byte[] content;

        Letter(What what, String subject, String id, byte[] content) {
            this.what = what;
            this.subject = subject;
            this.id = id;
            this.content = content;
        }
    }

    /** Takes a message; returns at once. */
    void add(Letter letter) {
        lock.lock();
        try {
            makeRoomFor(letter.content.length);
            if (letter.content.length > capacity) {
                metrics.count(letter.what, BusMetrics.Result.OVERFLOWED);
                return;
            }
            letters.addLast(letter);
            bytes += letter.content.length;
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
        Iterator<Letter> oldest = letters.iterator();
        while (bytes + size > capacity && oldest.hasNext()) {
            Letter letter = oldest.next();
            if (alsoKept || !letter.what.isKept()) {
                oldest.remove();
                bytes -= letter.content.length;
                metrics.count(letter.what, BusMetrics.Result.OVERFLOWED);
            }
        }
    }

    private void sendAll() {
        long streamsOf = -1;
        try {
            while (true) {
                awaitLetters();
                NatsLink.Link open = link.await();
                List<Letter> batch = oldest();
                try {
                    if (streamsOf != open.epoch()) {
                        streams.ensure(open.connection());
                        streamsOf = open.epoch();
                    }
                    send(open, batch);
                } catch (IOException | TimeoutException unanswered) {
                    LOG.debug("{} messages are sent again", batch.size(), unanswered);
                    streamsOf = -1;
                    link.unanswered(open);
                    link.awaitChange(open, AGAIN);
                } catch (JetStreamApiException | RuntimeException failed) {
                    LOG.debug("{} messages are sent again", batch.size(), failed);
                    streamsOf = -1;
                    link.awaitChange(open, AGAIN);
                }
            }
        } catch (InterruptedException closed) {
            LOG.debug("The outbox was closed");
        }
    }

    private void awaitLetters() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (letters.isEmpty()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** They stay in the box until they are confirmed. */
    private List<Letter> oldest() {
        lock.lock();
        try {
            return letters.stream().limit(BATCH).toList();
        } finally {
            lock.unlock();
        }
    }

    private void send(NatsLink.Link open, List<Letter> batch)
            throws IOException, JetStreamApiException, InterruptedException, TimeoutException {
        JetStream stream = open.connection().jetStream();
        var confirmations = new ArrayList<CompletableFuture<PublishAck>>(batch.size());
        for (Letter letter : batch) {
            confirmations.add(post(stream, letter));
        }
        long deadline = System.nanoTime() + CONFIRMATION.toNanos();
        for (int i = 0; i < batch.size(); i++) {
            try {
                confirmations.get(i).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                sent(batch.get(i));
            } catch (ExecutionException refused) {
                throw new IOException(refused.getCause());
            }
        }
    }

    private CompletableFuture<PublishAck> post(JetStream stream, Letter letter) {
        try {
            return stream.publishAsync(
                    letter.subject,
                    letter.content,
                    PublishOptions.builder()
                            .messageId(letter.id)
                            .expectedStream(streams.streamOf(letter.what))
                            .build());
        } catch (IllegalArgumentException unsendable) {
            // Trying again cannot help, and it must not hold up the others.
            LOG.error("A message to {} cannot be sent and is dropped", letter.subject, unsendable);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void sent(Letter letter) {
        lock.lock();
        try {
            if (letters.remove(letter)) {
                bytes -= letter.content.length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        metrics.count(letter.what, BusMetrics.Result.PUBLISHED);
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
            while (left > 0 && !letters.isEmpty() && link.isConnected()) {
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
