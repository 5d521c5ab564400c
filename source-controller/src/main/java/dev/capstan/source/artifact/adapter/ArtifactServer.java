package dev.capstan.source.artifact.adapter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the artifacts of a store over HTTP: {@code GET} and {@code HEAD}, whole files and single ranges. Whatever is not exactly
 * the path of an artifact is 404; folders are not listed. {@code /} answers 200, for probes.
 */
public final class ArtifactServer implements AutoCloseable {
    static {
        // Header and body are two packets; without this every answer waits 40 ms for a delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService requests;

    private ArtifactServer(HttpServer server, ExecutorService requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Starts serving.
     *
     * @param address port 0 takes a free one
     * @throws IOException when the address cannot be bound
     */
    public static ArtifactServer start(InetSocketAddress address, ServedFiles files) throws IOException {
        var server = HttpServer.create(address, 0);
        var requests = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(requests);
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange, files);
            }
        });
        server.start();
        return new ArtifactServer(server, requests);
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void handle(HttpExchange exchange, ServedFiles files) throws IOException {
        var method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        var path = exchange.getRequestURI().getPath();
        if ("/".equals(path)) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        var file = path == null || !path.startsWith("/") ? Optional.<Path>empty() : files.fileOf(path.substring(1));
        if (path == null || file.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", contentType(path));
        send(exchange, file.get(), method.equals("HEAD"));
    }

    private static void send(HttpExchange exchange, Path file, boolean isHead) throws IOException {
        try (var channel = FileChannel.open(file)) { // stays readable when the file is removed meanwhile
            long size = channel.size();
            var range = ByteRange.parse(exchange.getRequestHeaders().getFirst("Range"), size);
            var headers = exchange.getResponseHeaders();
            headers.set("Accept-Ranges", "bytes");
            switch (range) {
                case ByteRange.Unsatisfiable _ -> {
                    headers.set("Content-Range", "bytes */" + size);
                    exchange.sendResponseHeaders(416, -1);
                }
                case ByteRange.Whole _ -> body(exchange, 200, channel, 0, size, isHead);
                case ByteRange.Part(var first, var last) -> {
                    headers.set("Content-Range", "bytes " + first + "-" + last + "/" + size);
                    body(exchange, 206, channel, first, last - first + 1, isHead);
                }
            }
        } catch (NoSuchFileException e) {
            exchange.sendResponseHeaders(404, -1); // removed between two lines of ours
        }
    }

    private static String contentType(String name) {
        return name.endsWith(".gz") || name.endsWith(".tgz") ? "application/gzip" : "application/octet-stream";
    }

    private static void body(
            HttpExchange exchange, int status, FileChannel channel, long from, long length, boolean isHead)
            throws IOException {
        if (isHead || length == 0) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length);
        var out = Channels.newChannel(exchange.getResponseBody());
        long sent = 0;
        while (sent < length) {
            long n = channel.transferTo(from + sent, length - sent, out);
            if (n <= 0) {
                throw new IOException("the file became shorter while it was sent");
            }
            sent += n;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }

    /** What a {@code Range} header asks for; several ranges at once are answered with the whole file, as RFC 9110 allows. */
    sealed interface ByteRange {
        record Whole() implements ByteRange {}

        record Part(long first, long last) implements ByteRange {}

        record Unsatisfiable() implements ByteRange {}

        static ByteRange parse(@Nullable String header, long size) {
            if (header == null || !header.matches("bytes=(?:[0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})")) {
                return new Whole();
            }
            var dash = header.indexOf('-');
            var first = header.substring("bytes=".length(), dash);
            var last = header.substring(dash + 1);
            if (first.isEmpty()) {
                long suffix = Math.min(size, Long.parseLong(last));
                return suffix == 0 ? new Unsatisfiable() : new Part(size - suffix, size - 1);
            }
            long from = Long.parseLong(first);
            long to = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
            return from >= size || to < from ? new Unsatisfiable() : new Part(from, to);
        }
    }
}
