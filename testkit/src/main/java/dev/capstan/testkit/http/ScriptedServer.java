package dev.capstan.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server on loopback that answers what a test wrote down, and tells what it was asked. */
public final class ScriptedServer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    private ScriptedServer() {}

    /** Answers 404 to everything so far. */
    public static ScriptedServer start() {
        var started = new ScriptedServer();
        started.answers(404, "");
        try {
            started.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return started;
    }

    /** From now on answers so. */
    public void answers(Function<RecordedRequest, MockResponse> script) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                return script.apply(request);
            }
        });
    }

    /** From now on answers this to everything. */
    public void answers(int status, String body) {
        answers(_ -> answer(status, body));
    }

    /** One answer. */
    public static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    /** The text that came with a request; empty when none did. */
    public static String bodyOf(RecordedRequest request) {
        var body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    /** All so far, in their order. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Address and port. */
    public String host() {
        return "127.0.0.1:" + server.getPort();
    }

    /** The address, without a slash at the end. */
    public String url() {
        return "http://" + host();
    }

    /** From then on nobody listens there. */
    @Override
    public void close() {
        server.close();
    }
}
