package dev.capstan.objectstore;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server whose answers a test writes down, and a way to it. */
final class StoreServer implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T19:30:00Z"), ZoneOffset.UTC);

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    StoreServer() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on answers so. */
    void answers(Function<RecordedRequest, MockResponse> script) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                return script.apply(request);
            }
        });
    }

    void answers(int status, String body) {
        answers(_ -> answer(status, body));
    }

    static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    String host() {
        return "127.0.0.1:" + server.getPort();
    }

    String url() {
        return "http://" + host();
    }

    StoreEndpoint endpoint() throws ObjectStoreException {
        return StoreEndpoint.host(host(), true);
    }

    StoreConnection connection() {
        return new StoreConnection(http, TlsMaterial.NONE, Optional.empty());
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
