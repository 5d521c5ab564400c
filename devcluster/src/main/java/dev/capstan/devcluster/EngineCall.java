package dev.capstan.devcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks whether a container engine is there, without a client library: one request of Docker's API, {@code GET /_ping}. An engine
 * behind TLS and a named pipe of Windows are only looked for, not asked.
 */
final class EngineCall {

    private static final int LIMIT_MILLIS = 2_000;
    private static final int ANSWER = 12;
    private static final ByteBuffer PING = StandardCharsets.US_ASCII
            .encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n")
            .asReadOnlyBuffer();

    private EngineCall() {}

    /** Whether an engine answers there within two seconds. */
    static boolean isAnswered(URI engine) {
        return switch (Optional.ofNullable(engine.getScheme()).orElse("")) {
            case "unix" -> answersAtSocket(engine.getPath());
            case "tcp", "http" -> engine.getHost() != null && isListening(engine);
            case "npipe" -> Files.exists(Path.of(engine.getPath()));
            default -> false; // ssh and what is to come: Testcontainers has no way there
        };
    }

    private static boolean answersAtSocket(String path) {
        return path != null && Files.exists(Path.of(path)) && isPinged(UnixDomainSocketAddress.of(path));
    }

    private static boolean isListening(URI engine) {
        int port = engine.getPort() < 0 ? 2375 : engine.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(engine.getHost(), port), LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPinged(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A blocking channel knows no time limit: closing it ends the wait.
            return CompletableFuture.supplyAsync(() -> ping(channel, address), Thread::startVirtualThread)
                    .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while looking for a container engine", e);
        }
    }

    private static boolean ping(SocketChannel channel, SocketAddress address) {
        try {
            channel.connect(address);
            ByteBuffer request = PING.duplicate();
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteBuffer answer = ByteBuffer.allocate(ANSWER);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // until the status is there
            }
            return StandardCharsets.US_ASCII.decode(answer.flip()).toString().matches("HTTP/1\\.[01] 200");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
