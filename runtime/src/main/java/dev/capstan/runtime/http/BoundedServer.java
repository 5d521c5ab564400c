package dev.capstan.runtime.http;

import dev.capstan.runtime.http.BoundedRequests.Exchange;
import dev.capstan.runtime.http.BoundedRequests.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server for small requests from strangers. A body that is too long is answered with 413 before it is read, headers that are too
 * long with 431, a request that takes too long with 408, and more requests at a time than allowed with 503. Compressed bodies are taken as
 * they are, so nothing can inflate. Handlers run on virtual threads and may block; one that throws is answered with 500 and reported.
 */
public final class BoundedServer implements AutoCloseable {
    private final HttpServer server;
    private final RequestLimits limits;
    private final Handler handler;
    private final BoundedRequests requests;

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler {
        /** Answers one request; may block. */
        Response handle(Request request);
    }

    /**
     * A request that has arrived completely.
     *
     * @param method the method
     * @param path the path, as it was sent, without the query
     * @param headers the headers; of several with one name the first
     * @param body the body
     */
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    /**
     * An answer.
     *
     * @param status the status
     * @param type the media type of the body
     * @param body the body, as it is sent
     */
    public record Response(int status, String type, String body) {
        /** An answer for people: a line of text, or nothing. */
        public Response(int status, String line) {
            this(status, "text/plain; charset=utf-8", line.isEmpty() ? "" : line + "\n");
        }
    }

    private BoundedServer(Vertx vertx, RequestLimits limits, Handler handler) {
        this.limits = limits;
        this.handler = handler;
        this.requests = new BoundedRequests(vertx, limits, "http");
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(limits.headerBytes())
                        .setDecompressionSupported(false)
                        // One request at a time per connection: the limits count on it.
                        .setHttp2ClearTextEnabled(false)
                        // Longer than common clients keep idle connections (30 s), else a request may meet a closing
                        // one.
                        .setIdleTimeout(
                                (int) limits.readTimeout().multipliedBy(2).toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .requestHandler(this::read);
    }

    /**
     * Opens a server.
     *
     * @param port 0 for a free one
     * @throws IOException when the port cannot be had
     */
    public static BoundedServer open(Vertx vertx, String host, int port, RequestLimits limits, Handler handler)
            throws IOException {
        var opened = new BoundedServer(vertx, limits, handler);
        try {
            opened.requests.listen(opened.server, host, port);
            return opened;
        } catch (IOException failed) {
            opened.close();
            throw failed;
        }
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    private void read(HttpServerRequest request) {
        var exchange = new HttpExchange(request);
        if (declaredLength(request) > limits.bodyBytes()) {
            exchange.refuse(Refusal.BODY_TOO_LONG);
        } else {
            requests.take(request, exchange);
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException huge) {
            return Long.MAX_VALUE;
        }
    }

    /** Closes the port and the connections. */
    @Override
    public void close() {
        server.close();
        requests.close();
    }

    /** A request and its answer. */
    private final class HttpExchange implements Exchange<Response> {
        private final HttpServerRequest request;

        HttpExchange(HttpServerRequest request) {
            this.request = request;
        }

        @Override
        public Response answer(byte[] body) {
            var headers = new HashMap<String, String>();
            request.headers().forEach(entry -> headers.putIfAbsent(entry.getKey(), entry.getValue()));
            String path = request.path() == null ? "" : request.path();
            return handler.handle(new Request(request.method().name(), path, headers, body));
        }

        @Override
        public Response failed() {
            return new Response(500, "Internal error");
        }

        @Override
        public void send(Response answer) {
            if (!request.response().closed()) {
                request.response()
                        .putHeader("Content-Type", answer.type())
                        .setStatusCode(answer.status())
                        .end(answer.body());
            }
        }

        @Override
        public void refuse(Refusal why) {
            switch (why) {
                case BODY_TOO_LONG -> refuse(413, "The body is longer than " + limits.bodyBytes() + " bytes");
                case TOO_LATE -> refuse(408, "The request did not arrive in time");
                case TOO_MANY -> refuse(503, "Too many requests at a time");
                case CLOSING -> refuse(503, "Shutting down");
            }
        }

        private void refuse(int status, String text) {
            HttpServerResponse response = request.response();
            if (!response.headWritten() && !response.closed()) {
                response.putHeader("Connection", "close").setStatusCode(status);
                response.end(text + "\n").onComplete(_ -> request.connection().close());
            }
        }

        @Override
        public String toString() {
            return request.method().name() + " on port " + port();
        }
    }
}
