package dev.capstan.e2e.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/** Hears every message of a NATS server, those of its streams included; nothing where there is none. */
public final class BusTap implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<Connection> connection;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private BusTap(Optional<Connection> connection) {
        this.connection = connection;
    }

    /** Listens from now on. */
    public static BusTap on(Optional<URI> server) throws IOException, InterruptedException, TimeoutException {
        if (server.isEmpty()) {
            return new BusTap(Optional.empty());
        }
        Connection connection = Nats.connect(server.get().toString());
        var tap = new BusTap(Optional.of(connection));
        connection.createDispatcher(tap::hear).subscribe(">");
        connection.flush(PATIENCE);
        return tap;
    }

    private void hear(Message message) {
        messages.add(message.getSubject() + " " + new String(message.getData(), UTF_8));
    }

    /** What was said so far: subject and data. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() throws InterruptedException {
        if (connection.isPresent()) {
            connection.get().close();
        }
    }
}
