package dev.capstan.testkit.cluster;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Stands between one client and a real API server, passes everything on unchanged, and writes down what was asked. A watch
 * counts when it is begun, not for its events. Protocol upgrades are not passed on: clients then watch by plain HTTP.
 */
public final class CountingProxy implements AutoCloseable {

    /** Belong to one connection, or are set by the client library itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-protocol",
            "sec-websocket-extensions",
            "expect");

    private static final Pattern WATCH = Pattern.compile("(^|&)watch=(true|1)(&|$)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final URI target;
    private final String token;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private CountingProxy(Config config) throws IOException, GeneralSecurityException {
        this.target = URI.create(config.getMasterUrl());
        this.token = config.getAutoOAuthToken() == null ? "" : config.getAutoOAuthToken();
        this.client = HttpClient.newBuilder()
                .sslContext(SSLUtils.sslContext(config))
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** In front of the cluster of that kubeconfig, with the rights it gives. */
    public static CountingProxy before(Path kubeconfig) {
        try {
            return new CountingProxy(Config.fromKubeconfig(kubeconfig.toFile()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A kubeconfig that leads here. */
    public Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("counted-kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: counted, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: counted, context: {cluster: counted, user: counted}}]
                users: [{name: counted, user: {}}]
                current-context: counted
                """.formatted(
                        server.getAddress().getPort()));
    }

    /** What was asked since the last {@link #reset}, as {@code METHOD path}; without watches. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Those of them that concern a namespace. */
    public List<String> requests(String namespace) {
        return requests.stream()
                .filter(it -> it.contains("/namespaces/" + namespace + "/"))
                .toList();
    }

    /** The same, once nothing was asked for a second: events are sent in the background. */
    public List<String> settledRequests(String namespace) {
        var last = new AtomicInteger(-1);
        Awaitility.await("silence")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(1))
                .until(() -> {
                    int now = requests(namespace).size();
                    return last.getAndSet(now) == now;
                });
        return requests(namespace);
    }

    /** Forgets what was asked. */
    public void reset() {
        requests.clear();
    }

    private void pass(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            // "No upgrade, plain HTTP": clients ask again without.
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || !WATCH.matcher(query).find()) {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
                            + (query != null && query.contains("dryRun") ? " (dry run)" : ""));
        }
        try (exchange) {
            HttpResponse<InputStream> answer =
                    client.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                Headers headers = exchange.getResponseHeaders();
                answer.headers().map().forEach((name, values) -> {
                    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        headers.put(name, values);
                    }
                });
                boolean hasNoBody = answer.statusCode() == 204 || answer.statusCode() == 304;
                exchange.sendResponseHeaders(answer.statusCode(), hasNoBody ? -1 : 0);
                copy(body, exchange.getResponseBody());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var builder = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return token.isEmpty()
                ? builder.build()
                : builder.setHeader("Authorization", "Bearer " + token).build();
    }

    /** Every event of a watch goes on at once. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
