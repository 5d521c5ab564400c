package dev.capstan.objectstore;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.testkit.http.ScriptedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** A server whose answers a test writes down, and a way to it. */
final class StoreServer implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T19:30:00Z"), ZoneOffset.UTC);

    private final ScriptedServer server = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);

    void answers(Function<RecordedRequest, MockResponse> script) {
        server.answers(script);
    }

    void answers(int status, String body) {
        server.answers(status, body);
    }

    List<RecordedRequest> requests() {
        return server.requests();
    }

    String host() {
        return server.host();
    }

    String url() {
        return server.url();
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
