package dev.capstan.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Plays the service that notifications are sent to: takes every request, records it, and answers as it was set up to. */
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile int failureStatus = 500;
    private volatile Duration delay = Duration.ZERO;

    private final String scheme;

    private WebhookReceiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free loopback port. */
    public static WebhookReceiver start() {
        try {
            return new WebhookReceiver(HttpServer.create(loopback(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens on a free port of an address of this machine, for callers that are elsewhere. */
    public static WebhookReceiver startAt(String address) {
        try {
            return new WebhookReceiver(HttpServer.create(new InetSocketAddress(address, 0), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Listens on a free loopback port with TLS.
     *
     * @param certificate what it shows
     * @param client the only client that is let in; empty to let in any
     */
    public static WebhookReceiver startOverTls(TestCertificate certificate, Optional<TestCertificate> client) {
        try {
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(certificate.forServer(client));
            return new WebhookReceiver(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The address of a path that starts with a slash. */
    public URI url(String path) {
        return URI.create(scheme + "://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    /** The next requests are recorded and answered with this status; then 200 again. */
    public WebhookReceiver failNext(int times, int status) {
        failureStatus = status;
        failuresLeft.set(times);
        return this;
    }

    /** Every answer is held back for this long. */
    public WebhookReceiver delay(Duration length) {
        delay = length;
        return this;
    }

    /** All requests so far, oldest first. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Waits for a request that matches, also one that came before; fails with all that came when none does in time. */
    public RecordedRequest await(Duration limit, Predicate<RecordedRequest> predicate) {
        Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            if (requests.stream().noneMatch(predicate)) {
                throw new AssertionError("no matching request; there were " + requests);
            }
        });
        return requests.stream().filter(predicate).findFirst().orElseThrow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(RecordedRequest.of(exchange, exchange.getRequestBody().readAllBytes()));
            pause();
            boolean fails = failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(fails ? failureStatus : 200, -1);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
