package dev.capstan.chartaccess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of charts on loopback: files with entity tags, redirects, a login, and a list of what it was asked. */
public final class ChartServer implements AutoCloseable {

    /** A request as it arrived. */
    public record Asked(String path, Optional<String> login, Optional<String> ifNoneMatch, int answered) {}

    private final HttpServer server;
    private final String scheme;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<String> login = Optional.empty();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private ChartServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Speaks HTTP. */
    public static ChartServer start() {
        try {
            return new ChartServer(HttpServer.create(address(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Speaks HTTPS.
     *
     * @param client whose certificate is wanted; empty to let in anybody
     */
    public static ChartServer start(TestCertificate own, Optional<TestCertificate> client) {
        try {
            var server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(own.forServer(client));
            return new ChartServer(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    public ChartServer file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public ChartServer file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public ChartServer redirect(String path, String target) {
        redirects.put(path, target);
        return this;
    }

    public ChartServer wantsLogin(String user, String password) {
        var text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        login = Optional.of("Basic " + Base64.getEncoder().encodeToString(text));
        return this;
    }

    /** Answers wait until {@link CountDownLatch#countDown} is called on what is returned. */
    public CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** How many requests came, with those that wait for their answer. */
    public int arrived() {
        return arrived.get();
    }

    public List<Asked> asked() {
        return asked;
    }

    public List<Asked> askedFor(String path) {
        return asked.stream().filter(it -> it.path().equals(path)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            arrived.incrementAndGet();
            gate.await();
            var path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            var content = files.getOrDefault(path, new byte[0]);
            var tag = "\"" + Arrays.hashCode(content) + "\"";
            int status = status(
                    path,
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    tag.equals(headers.getFirst("If-None-Match")));
            if (status == 200) {
                exchange.getResponseHeaders().set("ETag", tag);
            }
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
            }
            asked.add(new Asked(
                    path,
                    Optional.ofNullable(headers.getFirst("Authorization")),
                    Optional.ofNullable(headers.getFirst("If-None-Match")),
                    status));
            exchange.sendResponseHeaders(status, status == 200 && content.length > 0 ? content.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(content);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(String path, Optional<String> authorization, boolean isKnown) {
        if (login.isPresent() && !login.equals(authorization)) {
            return 401;
        }
        if (redirects.containsKey(path)) {
            return 302;
        }
        return files.containsKey(path) ? isKnown ? 304 : 200 : 404;
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
    }
}
