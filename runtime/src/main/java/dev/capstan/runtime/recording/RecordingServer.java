package dev.capstan.runtime.recording;

import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.recording.FlightRecording.Begun;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code POST /flight-recording?duration=30s&settings=default} with a recording of the next 30 seconds, on the loopback address only:
 * in a pod that is who may forward its ports. A client that goes away ends its recording.
 */
final class RecordingServer implements AutoCloseable {
    static final String PATH = "/flight-recording";
    private static final Logger LOG = LoggerFactory.getLogger(RecordingServer.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final HttpServer server;

    private RecordingServer(Vertx vertx) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(LOOPBACK).setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer);
    }

    /** @param port 0 for any free one */
    static Future<RecordingServer> open(Vertx vertx, int port) {
        var opened = new RecordingServer(vertx);
        return opened.server.listen(port, LOOPBACK).map(opened);
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!PATH.equals(request.path())) {
            refuse(request, 404, "Here is only " + PATH);
        } else if (!HttpMethod.POST.equals(request.method())) {
            refuse(request, 405, "Ask with POST: a recording costs something");
        } else {
            var asked = RecordingOrder.read(
                    Optional.ofNullable(request.getParam("duration")),
                    Optional.ofNullable(request.getParam("settings")));
            switch (asked) {
                case RecordingOrder.Read.Wrong wrong -> refuse(request, 400, wrong.message());
                case RecordingOrder.Read.Order read -> begin(request, read.order());
            }
        }
    }

    private void begin(HttpServerRequest request, RecordingOrder order) {
        blocking(() -> FlightRecording.begin(order)).onComplete(begun -> {
            switch (begun.result()) {
                case Begun.Occupied occupied -> refuse(request, 409, occupied.message());
                case Begun.Impossible impossible -> refuse(request, 501, impossible.message());
                case Begun.Running running -> run(request, order, running.recording());
                case null -> refuse(request, 500, "Internal error");
            }
        });
    }

    private void run(HttpServerRequest request, RecordingOrder order, FlightRecording recording) {
        LOG.info("A flight recording of {} s has begun", order.duration().toSeconds());
        Promise<Boolean> isOver = Promise.promise();
        long timer = vertx.setTimer(order.duration().toMillis(), _ -> isOver.tryComplete(true));
        request.response().closeHandler(_ -> isOver.tryComplete(false));
        if (request.response().closed()) {
            isOver.tryComplete(false);
        }
        isOver.future().onSuccess(isWanted -> {
            vertx.cancelTimer(timer);
            if (isWanted) {
                blocking(recording::finish).onComplete(file -> {
                    if (file.succeeded()) {
                        send(request, file.result());
                    } else {
                        refuse(request, 500, "The recording cannot be written to the temporary folder of the process");
                    }
                });
            } else {
                LOG.info("The flight recording is dropped: who asked for it has gone");
                blocking(() -> {
                    recording.close();
                    return true;
                });
            }
        });
    }

    private void send(HttpServerRequest request, Path file) {
        request.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename=capstan.jfr")
                .sendFile(file.toString())
                .onComplete(_ -> blocking(() -> {
                    Files.deleteIfExists(file);
                    LOG.info("The flight recording has ended");
                    return true;
                }));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false)
                .onFailure(failed -> InternalErrors.report("recording", "this process", failed));
    }

    private static void refuse(HttpServerRequest request, int status, String text) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(text + "\n");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
