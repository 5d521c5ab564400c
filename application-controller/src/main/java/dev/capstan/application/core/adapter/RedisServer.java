package dev.capstan.application.core.adapter;

import dev.capstan.application.core.redis.RedisCommands;
import dev.capstan.application.core.redis.RedisReply;
import dev.capstan.application.core.redis.RedisSession;
import dev.capstan.runtime.log.InternalErrors;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Serves sessions by the protocol of Redis, each on a virtual thread. Connections, commands and pauses are bounded; what a client sends ends no
 * more than its own connection.
 */
public final class RedisServer implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int BACKLOG = 64;
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int PROTOCOL = 2;

    private final Thread.Builder threads = Thread.ofVirtual().name("redis-", 0); // used by one thread
    private final ServerSocket listening;
    private final Supplier<RedisSession> sessions;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RedisServer(ServerSocket listening, Supplier<RedisSession> sessions) {
        this.listening = listening;
        this.sessions = sessions;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for a free one
     * @param sessions makes one for each connection
     * @throws IOException when it cannot be had
     */
    public static RedisServer open(String host, int port, Supplier<RedisSession> sessions) throws IOException {
        var listening = new ServerSocket();
        try {
            listening.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (IOException taken) {
            listening.close();
            throw new IOException("Port " + port + " on " + host + " cannot be opened", taken);
        }
        var server = new RedisServer(listening, sessions);
        Thread.ofVirtual().name("redis-port").start(server::accept);
        return server;
    }

    /** The port that is open. */
    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException closed) {
                // The port is closed, which ends the loop; or a client was gone before it was let in; or there are too
                // many open files, which some will close.
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (RuntimeException | Error bug) {
                InternalErrors.report("letting a client in", "argocd --core", bug);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void admit(Socket client) throws IOException {
        if (open.size() >= CONNECTIONS) {
            client.close();
            return;
        }
        open.add(client);
        boolean isServed = false;
        try {
            threads.start(() -> serve(client));
            isServed = true;
        } finally {
            if (!isServed) {
                open.remove(client);
                client.close();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) IDLE.toMillis());
            client.setTcpNoDelay(true);
            converse(client);
        } catch (IOException gone) {
            // The client has left, said nothing for long, or spoke something else; its connection is closed.
            return;
        } catch (RuntimeException | Error fault) {
            InternalErrors.report("answering a client", "argocd --core", fault);
        } finally {
            open.remove(client);
        }
    }

    private void converse(Socket client) throws IOException {
        RedisSession session = sessions.get();
        OutputStream out = client.getOutputStream();
        var commands = new RedisCommands(new BufferedInputStream(client.getInputStream()));
        while (!session.isOver()) {
            Optional<List<String>> command;
            try {
                command = commands.next();
            } catch (RedisCommands.Malformed malformed) {
                out.write(new RedisReply.Failed("ERR " + malformed.getMessage()).bytes(PROTOCOL));
                return;
            }
            if (command.isEmpty()) {
                return;
            }
            out.write(session.answer(command.get()));
            out.flush();
        }
    }

    /** Closes the port and the connections. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
