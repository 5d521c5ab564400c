package dev.capstan.application.core.adapter;

import dev.capstan.application.core.RepoServerCalls;
import dev.capstan.application.core.grpc.GrpcAnswer;
import dev.capstan.application.core.grpc.GrpcFrames;
import dev.capstan.application.core.grpc.GrpcStatus;
import dev.capstan.runtime.http.BoundedRequests;
import dev.capstan.runtime.http.BoundedRequests.Exchange;
import dev.capstan.runtime.http.BoundedRequests.Refusal;
import dev.capstan.runtime.http.RequestLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
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
import java.util.concurrent.TimeUnit;

/**
 * Serves calls of gRPC, one message for one message, over TLS with a certificate of its own. Calls, their bodies and the connections are
 * bounded; a handler may block, and one that throws is answered with {@link GrpcStatus#INTERNAL} and reported.
 */
public final class GrpcServer implements AutoCloseable {
    /** Bodies are an Application with all of its status, and a repository. */
    private static final RequestLimits LIMITS = new RequestLimits(4 << 20, 16 << 10, Duration.ofSeconds(30), 16, 64);

    private static final int STREAMS = 32;
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final String TYPE = "application/grpc";

    private final RepoServerCalls calls;
    private final HttpServer server;
    private final BoundedRequests requests;

    private GrpcServer(Vertx vertx, RepoServerCalls calls, Clock clock) {
        this.calls = calls;
        this.requests = new BoundedRequests(vertx, LIMITS, "grpc");
        ServerCertificate own = ServerCertificate.make(clock.instant(), new SecureRandom());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2))
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(own.certificate()))
                                .addKeyValue(Buffer.buffer(own.key())))
                        .setInitialSettings(new Http2Settings()
                                .setMaxConcurrentStreams(STREAMS)
                                .setMaxHeaderListSize(LIMITS.headerBytes()))
                        .setMaxHeaderSize(LIMITS.headerBytes())
                        .setDecompressionSupported(false)
                        .setIdleTimeout((int) IDLE.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .requestHandler(this::read);
    }

    /**
     * Opens the port.
     *
     * @param port 0 for a free one
     * @throws IOException when it cannot be had
     */
    public static GrpcServer open(Vertx vertx, String host, int port, RepoServerCalls calls, Clock clock)
            throws IOException {
        var opened = new GrpcServer(vertx, calls, clock);
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
        String type = Optional.ofNullable(request.getHeader("content-type")).orElse("");
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().setStatusCode(505).end();
        } else if (!HttpMethod.POST.equals(request.method()) || !type.startsWith(TYPE)) {
            request.response().setStatusCode(415).end();
        } else {
            requests.take(request, new Call(request));
        }
    }

    /** Closes the port and the connections. */
    @Override
    public void close() {
        server.close();
        requests.close();
    }

    /** A call and its answer. */
    private final class Call implements Exchange<GrpcAnswer> {
        private final HttpServerRequest request;
        private final HttpServerResponse response;

        Call(HttpServerRequest request) {
            this.request = request;
            this.response = request.response();
        }

        @Override
        public GrpcAnswer answer(byte[] body) {
            return GrpcFrames.only(body)
                    .map(message -> calls.answer(request.path(), message))
                    .orElseGet(() -> new GrpcAnswer.Refused(
                            GrpcStatus.UNIMPLEMENTED, "Only one message in a frame that is not compressed is taken"));
        }

        @Override
        public GrpcAnswer failed() {
            return new GrpcAnswer.Refused(GrpcStatus.INTERNAL, "The answer failed; the log of the controller says why");
        }

        @Override
        public void send(GrpcAnswer answer) {
            if (response.headWritten() || response.closed()) {
                return;
            }
            response.putHeader("content-type", TYPE);
            switch (answer) {
                case GrpcAnswer.Refused(GrpcStatus status, String why) ->
                    response.putHeader("grpc-status", Integer.toString(status.code()))
                            .putHeader("grpc-message", GrpcFrames.message(why));
                case GrpcAnswer.Message(byte[] content) -> {
                    response.setChunked(true).write(Buffer.buffer(GrpcFrames.frame(content)));
                    response.putTrailer("grpc-status", Integer.toString(GrpcStatus.OK.code()));
                }
            }
            response.end();
        }

        @Override
        public void refuse(Refusal why) {
            send(
                    switch (why) {
                        case BODY_TOO_LONG ->
                            new GrpcAnswer.Refused(
                                    GrpcStatus.RESOURCE_EXHAUSTED,
                                    "The message is longer than " + LIMITS.bodyBytes() + " bytes");
                        case TOO_LATE ->
                            new GrpcAnswer.Refused(GrpcStatus.DEADLINE_EXCEEDED, "The call did not arrive in time");
                        case TOO_MANY ->
                            new GrpcAnswer.Refused(
                                    GrpcStatus.RESOURCE_EXHAUSTED, "Too many calls at a time; try again");
                        case CLOSING ->
                            new GrpcAnswer.Refused(GrpcStatus.INTERNAL, "The controller is ending; try again");
                    });
        }

        @Override
        public String toString() {
            return "argocd --core";
        }
    }
}
