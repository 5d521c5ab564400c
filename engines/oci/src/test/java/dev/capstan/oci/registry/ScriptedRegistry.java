package dev.capstan.oci.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers what a test says, right or wrong, and remembers what it was asked. */
public final class ScriptedRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    /** A request as it came. */
    public record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return String.join("", headers.getOrDefault(name, List.of()));
        }
    }

    public ScriptedRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("/v2/", exchange -> send(exchange, 200, "", Map.of()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var uri = exchange.getRequestURI();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                uri.getPath(),
                String.valueOf(uri.getRawQuery()),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        try (exchange) {
            answers.getOrDefault(uri.getPath(), it -> send(it, 404, "", Map.of()))
                    .handle(exchange);
        }
    }

    public ScriptedRegistry on(String path, HttpHandler answer) {
        answers.put(path, answer);
        return this;
    }

    public ScriptedRegistry answer(String path, int status, String body, Map<String, String> headers) {
        return on(path, exchange -> send(exchange, status, body, headers));
    }

    public static void send(HttpExchange exchange, int status, String body, Map<String, String> headers)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead || bytes.length == 0 ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(it -> it.path().equals(path)).toList();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url() {
        return "http://" + address();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public RegistryClient client(RegistryLimits limits) {
        return new RegistryClient(http, limits);
    }

    public RemoteRepository open(RegistryClient client, RegistryAccess access) {
        return client.open(new RepositoryName(address(), "team/app"), access, Deadline.in(Duration.ofSeconds(20)));
    }

    public RemoteRepository open(RegistryAccess access) {
        return open(client(RegistryLimits.DEFAULT), access);
    }

    @Override
    public void close() {
        http.close();
        server.stop(0);
        threads.close();
    }
}
