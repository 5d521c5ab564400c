package dev.capstan.git.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A server between us and an honest one. */
final class HostileProxy implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    volatile boolean damagePacks;
    volatile boolean truncatePacks;
    volatile boolean zips;
    volatile boolean speaksOldProtocol;
    volatile BeforeFetch beforeFetch = () -> {};

    /** What happens between the answer to the question for references and the fetch. */
    interface BeforeFetch {
        void run() throws IOException;
    }

    interface Observer {
        void see(HttpExchange exchange);
    }

    private HostileProxy() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static HostileProxy answering(int status) throws IOException {
        var proxy = new HostileProxy();
        proxy.server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, -1);
            }
        });
        return proxy;
    }

    static HostileProxy redirectingTo(String target) throws IOException {
        var proxy = new HostileProxy();
        proxy.server.createContext("/", exchange -> {
            try (exchange) {
                var rest = exchange.getRequestURI().toString().replaceFirst("^/config.git", "");
                exchange.getResponseHeaders().set("Location", target + rest);
                exchange.sendResponseHeaders(301, -1);
            }
        });
        return proxy;
    }

    static HostileProxy redirectingToPage(String place) throws IOException {
        var proxy = new HostileProxy();
        proxy.server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", place);
                exchange.sendResponseHeaders(302, -1);
            }
        });
        return proxy;
    }

    static HostileProxy to(String target, Observer observer) throws IOException {
        var proxy = new HostileProxy();
        proxy.server.createContext("/", exchange -> {
            try (exchange) {
                observer.see(exchange);
                proxy.forward(exchange, target);
            }
        });
        return proxy;
    }

    private void forward(HttpExchange exchange, String target) throws IOException {
        var rest = exchange.getRequestURI().toString().replaceFirst("^/config.git", "");
        var body = exchange.getRequestBody().readAllBytes();
        if (plain(exchange, body).contains("want ")) {
            beforeFetch.run();
        }
        var request = HttpRequest.newBuilder(URI.create(target + rest))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (var name : List.of("Git-Protocol", "Content-Type", "Content-Encoding", "Accept")) {
            var value = exchange.getRequestHeaders().getFirst(name);
            if (value != null && !(speaksOldProtocol && name.equals("Git-Protocol"))) {
                request.header(name, value);
            }
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var bytes = answer.body();
            var isPack = new String(bytes, UTF_8).contains("packfile");
            if (isPack && damagePacks) {
                bytes[bytes.length - 40] ^= 0x55;
            }
            if (isPack && truncatePacks) {
                bytes = Arrays.copyOf(bytes, bytes.length - 30);
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            if (zips) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                bytes = zipped(bytes);
            }
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static String plain(HttpExchange exchange, byte[] body) throws IOException {
        var isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        var in = new ByteArrayInputStream(body);
        return new String((isZipped ? new GZIPInputStream(in) : in).readAllBytes(), UTF_8);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/config.git";
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
