package dev.capstan.application.core.adapter;

import dev.capstan.application.core.grpc.GrpcFrames;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client that calls as Go's does: HTTP/2 over TLS, with any certificate. */
public final class GrpcCalls implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false)
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2));
    private final int port;

    /** @param port on this machine */
    public GrpcCalls(int port) {
        this.port = port;
    }

    /**
     * What a call was answered with.
     *
     * @param status of gRPC, from a trailer, or from a header when there is no message
     * @param message without its frame; empty when there is none
     */
    public record Called(String status, String why, Optional<byte[]> message) {}

    /** Calls with a message. */
    public Called call(String path, byte[] message) throws Exception {
        return send(path, GrpcFrames.frame(message));
    }

    /** Calls with a body that may be anything. */
    public Called send(String path, byte[] body) throws Exception {
        return client.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request -> request.putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers")
                        .send(Buffer.buffer(body)))
                .compose(response -> response.body()
                        .map(answer -> new Called(
                                either(response.getTrailer("grpc-status"), response.getHeader("grpc-status")),
                                either(response.getTrailer("grpc-message"), response.getHeader("grpc-message")),
                                GrpcFrames.only(answer.getBytes()))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static String either(String trailer, String header) {
        return Optional.ofNullable(trailer)
                .or(() -> Optional.ofNullable(header))
                .orElse("");
    }

    @Override
    public void close() {
        vertx.close();
    }
}
