package dev.capstan.cloud;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.OutboundHttp;
import dev.capstan.testkit.http.ScriptedServer;
import dev.capstan.testkit.time.MovableClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Stands for every service of a cloud: a test writes its answers down, and looks at what it was asked. */
final class CloudServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-28T19:30:00Z");

    private final ScriptedServer server = ScriptedServer.start();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, new HostBudgets(8, Clock.systemUTC()));
    private final MovableClock clock = MovableClock.at(NOW);

    void answers(Function<RecordedRequest, MockResponse> script) {
        server.answers(script);
    }

    void answers(int status, String body) {
        server.answers(status, body);
    }

    List<RecordedRequest> requests() {
        return server.requests();
    }

    RecordedRequest last() {
        return requests().getLast();
    }

    String url() {
        return server.url();
    }

    /** From now on nobody listens there. */
    void vanishes() {
        server.close();
    }

    /** The client that identities share with all others. */
    OutboundHttp http() {
        return http;
    }

    void later(Duration time) {
        clock.moveBy(time);
    }

    /** Identities of a process that has these variables and finds all services here. */
    CloudIdentities identities(Map<String, String> variables) {
        var base = URI.create(url());
        return new CloudIdentities(
                http,
                new MetadataService(http.withoutBudgets(), base, base),
                _ -> url(),
                new CloudEnvironment(variables),
                clock);
    }

    /** It stands still but for {@link #later}. */
    Clock clock() {
        return clock;
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
