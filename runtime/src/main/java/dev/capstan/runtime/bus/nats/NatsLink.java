package dev.capstan.runtime.bus.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to NATS. It is opened in the background and opened again for ever, so a process starts and works without a server. Each time it
 * is there anew the epoch changes: what was asked of the server before may be forgotten.
 */
final class NatsLink implements ConnectionListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsLink.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Connection connection;
    private boolean connected;
    private long epoch;

    /**
     * A connection of one moment.
     *
     * @param connection is connected, or was until a moment ago
     * @param epoch tells whether it was lost in between
     */
    record Link(Connection connection, long epoch) {}

    /** Begins to connect; returns at once. */
    static NatsLink open(NatsSettings settings, String name) {
        var link = new NatsLink();
        Options.Builder options = new Options.Builder()
                .servers(settings.url().split(","))
                .connectionName(name)
                .connectionListener(link)
                .errorListener(new Quiet())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectJitter(Duration.ofMillis(250))
                .reconnectBufferSize(0) // the outbox keeps what must not be lost
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(20));
        settings.user()
                .ifPresent(user -> options.userInfo(
                        user.toCharArray(), settings.password().orElse("").toCharArray()));
        settings.token().ifPresent(token -> options.token(token.toCharArray()));
        try {
            Nats.connectAsynchronously(options.build(), true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return link;
    }

    @Override
    public void connectionEvent(Connection about, Events event) {
        lock.lock();
        try {
            switch (event) {
                case CONNECTED, RECONNECTED -> {
                    LOG.info("Connected to NATS");
                    connection = about;
                    connected = true;
                    epoch++;
                }
                case DISCONNECTED -> {
                    if (connected) {
                        LOG.warn("The connection to NATS is lost; messages wait until it is back");
                    }
                    connected = false;
                }
                case CLOSED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> LOG.debug("NATS: {}", event);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The connection; waits until there is one. */
    Link await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Connection open = connection;
            while (open == null || !connected) {
                changed.await();
                open = connection;
            }
            return new Link(open, epoch);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection is still the one of that epoch. */
    boolean isCurrent(Link link) {
        lock.lock();
        try {
            return connected && link.epoch() == epoch;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change of the connection, at most so long. */
    void awaitChange(Link link, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (left > 0 && connected && link.epoch() == epoch) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a connection. */
    boolean isConnected() {
        lock.lock();
        try {
            return connected;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Connection open;
        lock.lock();
        try {
            open = connection;
            connected = false;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            try {
                open.drain(Duration.ofSeconds(1)).get(2, TimeUnit.SECONDS);
                open.close();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (Exception gone) {
                LOG.debug("The connection to NATS was gone already", gone);
            }
        }
    }

    /** What the client has to say goes to our log; a server that is away says the same every quarter of a second. */
    private static final class Quiet implements ErrorListener {
        private final java.util.concurrent.atomic.AtomicReference<String> last =
                new java.util.concurrent.atomic.AtomicReference<>("");

        @Override
        public void errorOccurred(Connection about, String error) {
            if (!error.equals(last.getAndSet(error))) {
                LOG.warn("NATS answered: {}", error);
            }
        }

        @Override
        public void exceptionOccurred(Connection about, Exception failure) {
            String text = String.valueOf(failure.getMessage());
            if (!text.equals(last.getAndSet(text))) {
                LOG.warn("NATS cannot be reached: {}", text);
            }
        }
    }
}
