package dev.capstan.runtime.http;

import dev.capstan.runtime.log.InternalErrors;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server for small requests from strangers. A body that is too long is answered with 413 before it is read, headers that are too
 * long with 431, a request that takes too long with 408, and more requests at a time than allowed with 503. Compressed bodies are taken as
 * they are, so nothing can inflate. Handlers run on virtual threads and may block; one that throws is answered with 500 and reported.
 */
public final class BoundedServer implements AutoCloseable {
    private final HttpServer server;
    private final Vertx vertx;
    private final Limits limits;
    private final Handler handler;
    private final Semaphore requests;
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    /**
     * What one request, and all together, may take.
     *
     * @param bodyBytes bytes of a body
     * @param headerBytes bytes of all headers
     * @param readTimeout time for a whole request to arrive
     * @param requests requests that are read or handled at a time
     * @param connections connections that are open at a time
     */
    public record Limits(int bodyBytes, int headerBytes, Duration readTimeout, int requests, int connections) {
        /** Limits for events and webhooks, with bodies of this length. */
        public static Limits withBodies(int bytes) {
            return new Limits(bytes, 32 * 1024, Duration.ofSeconds(30), 64, 1024);
        }
    }

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

    private BoundedServer(Vertx vertx, String host, int port, Limits limits, Handler handler) {
        this.vertx = vertx;
        this.limits = limits;
        this.handler = handler;
        this.requests = new Semaphore(limits.requests());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxHeaderSize(limits.headerBytes())
                .setDecompressionSupported(false)
                // One request at a time per connection: the limits count on it.
                .setHttp2ClearTextEnabled(false)
                // Longer than common clients keep idle connections (30 s), else a request may meet a closing one.
                .setIdleTimeout((int) limits.readTimeout().multipliedBy(2).toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /**
     * Opens a server.
     *
     * @param port 0 for a free one
     * @throws IOException when the port cannot be had
     */
    public static BoundedServer open(Vertx vertx, String host, int port, Limits limits, Handler handler)
            throws IOException {
        var opened = new BoundedServer(vertx, host, port, limits, handler);
        try {
            opened.server
                    .connectionHandler(opened::admit)
                    .requestHandler(opened::read)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return opened;
        } catch (ExecutionException | TimeoutException failed) {
            opened.close();
            throw new IOException("Port " + port + " on " + host + " cannot be opened", failed);
        } catch (InterruptedException stopped) {
            opened.close();
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while opening port " + port, stopped);
        }
    }

    /** The port that is open. */
    public int port() {
        return server.actualPort();
    }

    private void admit(HttpConnection connection) {
        connection.closeHandler(_ -> connections.decrementAndGet());
        if (connections.incrementAndGet() > limits.connections()) {
            connection.close();
        }
    }

    private void read(HttpServerRequest request) {
        if (declaredLength(request) > limits.bodyBytes()) {
            refuse(request, 413, "The body is longer than " + limits.bodyBytes() + " bytes");
        } else if (requests.tryAcquire()) {
            new Reading(request).begin();
        } else {
            refuse(request, 503, "Too many requests at a time");
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

    private static void refuse(HttpServerRequest request, int status, String text) {
        HttpServerResponse response = request.response();
        if (!response.headWritten() && !response.closed()) {
            response.putHeader("Connection", "close").setStatusCode(status);
            response.end(text + "\n").onComplete(_ -> request.connection().close());
        }
    }

    /** Closes the port and the connections. */
    @Override
    public void close() {
        server.close();
        workers.shutdown();
    }

    /** One request while it arrives; used on its event loop only. */
    private final class Reading {
        private final HttpServerRequest request;
        private final Buffer body = Buffer.buffer();
        private boolean isOver;
        private long timer;

        Reading(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            timer = vertx.setTimer(
                    limits.readTimeout().toMillis(), _ -> giveUp(408, "The request did not arrive in time"));
            request.exceptionHandler(_ -> over());
            request.handler(this::more);
            request.endHandler(_ -> complete());
        }

        private void more(Buffer chunk) {
            if (isOver) {
                return;
            }
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                giveUp(413, "The body is longer than " + limits.bodyBytes() + " bytes");
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void giveUp(int status, String text) {
            if (over()) {
                request.pause();
                refuse(request, status, text);
            }
        }

        /** Ends the request once; says whether this was the time. */
        private boolean over() {
            if (isOver) {
                return false;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            requests.release();
            return true;
        }

        private void complete() {
            if (isOver) {
                return;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            boolean isHandedOver = false;
            try {
                hand(arrived());
                isHandedOver = true;
            } catch (RejectedExecutionException closed) {
                refuse(request, 503, "Shutting down");
            } finally {
                if (!isHandedOver) {
                    requests.release();
                }
            }
        }

        private Request arrived() {
            var headers = new HashMap<String, String>();
            request.headers().forEach(entry -> headers.putIfAbsent(entry.getKey(), entry.getValue()));
            String path = request.path() == null ? "" : request.path();
            return new Request(request.method().name(), path, headers, body.getBytes());
        }

        private void hand(Request arrived) {
            var context = vertx.getOrCreateContext();
            workers.execute(() -> {
                Response response = answer(arrived);
                context.runOnContext(_ -> send(response));
            });
        }

        private Response answer(Request arrived) {
            try {
                return handler.handle(arrived);
            } catch (Throwable bug) {
                InternalErrors.report("answering a request", arrived.method() + " on port " + port(), bug);
                return new Response(500, "Internal error");
            } finally {
                requests.release();
            }
        }

        private void send(Response response) {
            if (!request.response().closed()) {
                request.response()
                        .putHeader("Content-Type", response.type())
                        .setStatusCode(response.status())
                        .end(response.body());
            }
        }
    }
}
