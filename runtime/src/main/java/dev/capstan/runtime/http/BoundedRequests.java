package dev.capstan.runtime.http;

import dev.capstan.runtime.log.InternalErrors;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the requests of a server within limits, whatever protocol they speak: bodies, the time in which they arrive, requests at a time and
 * connections are bounded. Whole requests are answered on virtual threads, where an answer may block; one that throws is reported.
 */
public final class BoundedRequests implements AutoCloseable {
    private static final int OPENING_SECONDS = 10;

    private final Vertx vertx;
    private final RequestLimits limits;
    private final Semaphore places;
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService workers;

    /** @param name of the threads that answer */
    public BoundedRequests(Vertx vertx, RequestLimits limits, String name) {
        this.vertx = vertx;
        this.limits = limits;
        this.places = new Semaphore(limits.requests());
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
    }

    /** Why a request is not answered. */
    public enum Refusal {
        BODY_TOO_LONG,
        TOO_LATE,
        TOO_MANY,
        CLOSING
    }

    /**
     * One request and its answer, as a protocol has them. All but {@link #answer} is called on the event loop of the request.
     *
     * @param <A> an answer
     */
    public interface Exchange<A> {
        /** What is answered; may block. */
        A answer(byte[] body);

        /** What is answered when {@link #answer} throws, which has been reported. */
        A failed();

        /** Sends an answer, unless nobody is there any more. */
        void send(A answer);

        /** Sends a refusal, unless nobody is there any more. */
        void refuse(Refusal why);

        /** What it is, for the log. */
        @Override
        String toString();
    }

    /**
     * Opens the port of a server whose connections and requests come here.
     *
     * @throws IOException when the port cannot be had
     */
    public void listen(HttpServer server, String host, int port) throws IOException {
        try {
            server.connectionHandler(this::admit)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPENING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("Port " + port + " on " + host + " cannot be opened", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while opening port " + port, stopped);
        }
    }

    private void admit(HttpConnection connection) {
        connection.closeHandler(_ -> connections.decrementAndGet());
        if (connections.incrementAndGet() > limits.connections()) {
            connection.close();
        }
    }

    /** Takes a request; its body has not been read yet. */
    public <A> void take(HttpServerRequest request, Exchange<A> exchange) {
        if (places.tryAcquire()) {
            new Arrival<>(request, exchange).begin();
        } else {
            exchange.refuse(Refusal.TOO_MANY);
        }
    }

    /** No more requests are answered. */
    @Override
    public void close() {
        workers.shutdown();
    }

    /** One request while it arrives; used on its event loop only. */
    private final class Arrival<A> {
        private final HttpServerRequest request;
        private final Exchange<A> exchange;
        private final Buffer body = Buffer.buffer();
        private boolean isOver;
        private long timer;

        Arrival(HttpServerRequest request, Exchange<A> exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        void begin() {
            timer = vertx.setTimer(limits.readTimeout().toMillis(), _ -> giveUp(Refusal.TOO_LATE));
            request.exceptionHandler(_ -> {
                if (over()) {
                    places.release();
                }
            });
            request.handler(this::more);
            request.endHandler(_ -> complete());
        }

        private void more(Buffer chunk) {
            if (isOver) {
                return;
            }
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                giveUp(Refusal.BODY_TOO_LONG);
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void giveUp(Refusal why) {
            if (over()) {
                places.release();
                request.pause();
                exchange.refuse(why);
            }
        }

        /** Ends the arrival once; says whether this was the time. */
        private boolean over() {
            if (isOver) {
                return false;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            return true;
        }

        private void complete() {
            if (!over()) {
                return;
            }
            var context = vertx.getOrCreateContext();
            byte[] whole = body.getBytes();
            try {
                workers.execute(() -> {
                    A answer = answer(whole);
                    context.runOnContext(_ -> exchange.send(answer));
                });
            } catch (RejectedExecutionException closed) {
                places.release();
                exchange.refuse(Refusal.CLOSING);
            }
        }

        private A answer(byte[] whole) {
            try {
                return exchange.answer(whole);
            } catch (RuntimeException | Error bug) {
                InternalErrors.report("answering a request", exchange, bug);
                return exchange.failed();
            } finally {
                places.release();
            }
        }
    }
}
