package dev.capstan.runtime.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to NATS. It is opened in the background and opened again for ever, so a process starts and works without a server. Each time it
 * is there again the epoch changes: what was asked of the server before may be forgotten.
 */
public final class NatsClient implements ConnectionListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsClient.class);

    private static final Pattern DENIED =
            Pattern.compile("permissions violation for publish to \"([^\"]+)\"", Pattern.CASE_INSENSITIVE);

    private static final int UNANSWERED = 2;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Connection connection;
    private final Set<String> denied = new HashSet<>();
    private boolean lossWasTold;
    private int doubts;
    private long epoch;

    /** Begins to connect; returns at once. */
    public static NatsClient open(NatsSettings settings, String name) {
        var link = new NatsClient();
        Options.Builder options = new Options.Builder()
                .servers(settings.url().split(","))
                .connectionName(name)
                .connectionListener(link)
                .errorListener(new Quiet(link::denied))
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectJitter(Duration.ofMillis(250))
                .connectionTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(20));
        settings.user()
                .ifPresent(user -> options.userInfo(
                        user.toCharArray(), settings.password().orElse("").toCharArray()));
        NatsTls.context(settings.tls())
                .ifPresent(context -> options.sslContext(context)
                        .noResolveHostnames()); // certificates are for names, and the client would connect to addresses
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
                    epoch++;
                    doubts = 0;
                    denied.clear();
                    lossWasTold = false;
                }
                case DISCONNECTED -> {
                    if (connection != null && !lossWasTold) {
                        LOG.warn("The connection to NATS is lost; messages wait until it is back");
                        lossWasTold = true;
                    }
                }
                case CLOSED, RESUBSCRIBED, DISCOVERED_SERVERS, LAME_DUCK -> LOG.debug("NATS: {}", event);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Events come late and out of order; the connection itself knows. */
    private static boolean isUp(Connection open) {
        return open.getStatus() == Connection.Status.CONNECTED;
    }

    /** The connection; waits until there is one. */
    public NatsConnection await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Connection open = connection;
            while (open == null || !isUp(open)) {
                var _ = changed.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                open = connection;
            }
            return new NatsConnection(open, epoch);
        } finally {
            lock.unlock();
        }
    }

    /** The connection, when there is one within that time. */
    public Optional<NatsConnection> await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            Connection open = connection;
            long left = end - System.nanoTime();
            while ((open == null || !isUp(open)) && left > 0) {
                var _ = changed.await(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
                open = connection;
                left = end - System.nanoTime();
            }
            return open == null || !isUp(open) ? Optional.empty() : Optional.of(new NatsConnection(open, epoch));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection is still the one of that epoch. */
    public boolean isCurrent(NatsConnection link) {
        lock.lock();
        try {
            return isUp(link.connection()) && link.epoch() == epoch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The server did not answer on this connection. Now and then a connection that was made again while the server came up looks alive and gets no
     * answers; after some requests without any it is made once more.
     */
    public void unanswered(NatsConnection link) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (link.epoch() != epoch || !isUp(link.connection()) || ++doubts < UNANSWERED) {
                return;
            }
            doubts = 0;
        } finally {
            lock.unlock();
        }
        LOG.warn("NATS does not answer; connecting again");
        try {
            link.connection().forceReconnect();
        } catch (IOException failed) {
            LOG.debug("The connection goes on trying by itself", failed);
        }
    }

    private void denied(String subject) {
        lock.lock();
        try {
            denied.add(subject);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server said on this connection that the user may not publish to the subject, and let nothing through since. */
    public boolean isDenied(NatsConnection link, String subject) {
        lock.lock();
        try {
            return link.epoch() == epoch && denied.contains(subject);
        } finally {
            lock.unlock();
        }
    }

    /** The server let a message to the subject through. */
    public void allowed(String subject) {
        lock.lock();
        try {
            denied.remove(subject);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change of the connection, at most so long. */
    public void awaitChange(NatsConnection link, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (left > 0 && isUp(link.connection()) && link.epoch() == epoch) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a connection. */
    public boolean isConnected() {
        lock.lock();
        try {
            return connection != null && isUp(connection);
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

    /** The subject that an error of the connection says the user may not publish to; empty for every other error. */
    static Optional<String> deniedSubject(String error) {
        Matcher denied = DENIED.matcher(error);
        return denied.find() ? Optional.of(denied.group(1)) : Optional.empty();
    }

    /** What the client has to say goes to our log; a server that is away says the same every quarter of a second. */
    private static final class Quiet implements ErrorListener {
        private final AtomicReference<String> last = new AtomicReference<>("");
        private final Consumer<String> onDenied;

        Quiet(Consumer<String> onDenied) {
            this.onDenied = onDenied;
        }

        @Override
        public void errorOccurred(Connection about, String error) {
            deniedSubject(error).ifPresent(onDenied);
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
