package dev.capstan.application.core.adapter;

import dev.capstan.application.core.RepoServerCalls;
import dev.capstan.application.core.grpc.GrpcAnswer;
import dev.capstan.application.core.grpc.GrpcFrames;
import dev.capstan.application.core.grpc.GrpcStatus;
import dev.capstan.runtime.log.InternalErrors;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves calls of gRPC, one message for one message, over TLS with a certificate of its own. Calls, their bodies and the connections are
 * bounded; a handler may block, and one that throws is answered with {@link GrpcStatus#INTERNAL} and reported.
 */
public final class GrpcServer implements AutoCloseable {
    /** An Application with all of its status, and a repository. */
    private static final int BODY_BYTES = 4 << 20;

    private static final int HEADER_BYTES = 16 << 10;
    private static final int CONNECTIONS = 64;
    private static final int STREAMS = 32;
    private static final int CALLS = 16;
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int OPENING_SECONDS = 10;
    private static final String TYPE = "application/grpc";

    private final Vertx vertx;
    private final RepoServerCalls calls;
    private final HttpServer server;
    private final Semaphore running = new Semaphore(CALLS);
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("grpc-", 0).factory());

    private GrpcServer(Vertx vertx, String host, int port, RepoServerCalls calls, Clock clock) {
        this.vertx = vertx;
        this.calls = calls;
        ServerCertificate own = ServerCertificate.make(clock.instant(), new SecureRandom());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(own.certificate()))
                        .addKeyValue(Buffer.buffer(own.key())))
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(HEADER_BYTES))
                .setMaxHeaderSize(HEADER_BYTES)
                .setDecompressionSupported(false)
                .setIdleTimeout((int) IDLE.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /**
     * Opens the port.
     *
     * @param port 0 for a free one
     * @throws IOException when it cannot be had
     */
    public static GrpcServer open(Vertx vertx, String host, int port, RepoServerCalls calls, Clock clock)
            throws IOException {
        var opened = new GrpcServer(vertx, host, port, calls, clock);
        try {
            opened.server
                    .connectionHandler(opened::admit)
                    .requestHandler(opened::read)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(OPENING_SECONDS, TimeUnit.SECONDS);
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
        if (connections.incrementAndGet() > CONNECTIONS) {
            connection.close();
        }
    }

    private void read(HttpServerRequest request) {
        String type = Optional.ofNullable(request.getHeader("content-type")).orElse("");
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().setStatusCode(505).end();
        } else if (!HttpMethod.POST.equals(request.method()) || !type.startsWith(TYPE)) {
            request.response().setStatusCode(415).end();
        } else if (running.tryAcquire()) {
            new Call(request).begin();
        } else {
            refuse(request.response(), GrpcStatus.RESOURCE_EXHAUSTED, "Too many calls at a time; try again");
        }
    }

    private static void refuse(HttpServerResponse response, GrpcStatus status, String why) {
        if (!response.headWritten() && !response.closed()) {
            response.putHeader("content-type", TYPE)
                    .putHeader("grpc-status", Integer.toString(status.code()))
                    .putHeader("grpc-message", GrpcFrames.message(why))
                    .end();
        }
    }

    private static void answer(HttpServerResponse response, GrpcAnswer answer) {
        switch (answer) {
            case GrpcAnswer.Refused(GrpcStatus status, String why) -> refuse(response, status, why);
            case GrpcAnswer.Message(byte[] content)
            when !response.headWritten() && !response.closed() -> {
                response.putHeader("content-type", TYPE);
                response.setChunked(true).write(Buffer.buffer(GrpcFrames.frame(content)));
                response.putTrailer("grpc-status", Integer.toString(GrpcStatus.OK.code()));
                response.end();
            }
            case GrpcAnswer.Message _ -> {}
        }
    }

    /** Closes the port and the connections. */
    @Override
    public void close() {
        server.close();
        workers.shutdown();
    }

    /** One call while it arrives; used on its event loop only. */
    private final class Call {
        private final HttpServerRequest request;
        private final Buffer body = Buffer.buffer();
        private boolean isOver;
        private long timer;

        Call(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            timer = vertx.setTimer(
                    READ.toMillis(), _ -> giveUp(GrpcStatus.DEADLINE_EXCEEDED, "The call did not arrive in time"));
            request.exceptionHandler(_ -> over());
            request.handler(this::more);
            request.endHandler(_ -> complete());
        }

        private void more(Buffer chunk) {
            if (isOver) {
                return;
            }
            if (body.length() + chunk.length() > BODY_BYTES) {
                giveUp(GrpcStatus.RESOURCE_EXHAUSTED, "The message is longer than " + BODY_BYTES + " bytes");
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void giveUp(GrpcStatus status, String why) {
            if (over()) {
                refuse(request.response(), status, why);
            }
        }

        private boolean over() {
            if (isOver) {
                return false;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            running.release();
            return true;
        }

        private void complete() {
            if (isOver) {
                return;
            }
            vertx.cancelTimer(timer);
            isOver = true;
            var context = vertx.getOrCreateContext();
            try {
                workers.execute(() -> {
                    GrpcAnswer answer = handled();
                    running.release();
                    context.runOnContext(_ -> answer(request.response(), answer));
                });
            } catch (RejectedExecutionException closing) {
                running.release();
                refuse(request.response(), GrpcStatus.INTERNAL, "The controller is ending; try again");
            }
        }

        private GrpcAnswer handled() {
            try {
                return GrpcFrames.only(body.getBytes())
                        .map(message -> calls.answer(request.path(), message))
                        .orElseGet(() -> new GrpcAnswer.Refused(
                                GrpcStatus.UNIMPLEMENTED,
                                "Only one message in a frame that is not compressed is taken"));
            } catch (RuntimeException | Error fault) {
                InternalErrors.report("answering a call", "argocd --core", fault);
                return new GrpcAnswer.Refused(
                        GrpcStatus.INTERNAL, "The answer failed; the log of the controller says why");
            }
        }
    }
}
