package dev.capstan.cloud;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Stands for every service of a cloud: a test writes its answers down, and looks at what it was asked. */
final class CloudServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-28T19:30:00Z");

    private final MockWebServer server = new MockWebServer();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, new HostBudgets(8, Clock.systemUTC()));
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    CloudServer() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers(_ -> answer(404, ""));
    }

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

    RecordedRequest last() {
        return requests.getLast();
    }

    static String bodyOf(RecordedRequest request) {
        var body = request.getBody();
        return body == null ? "" : body.utf8();
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
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
        clock = Clock.offset(clock, time);
    }

    /** Identities of a process that has these variables and finds all services here. */
    CloudIdentities identities(Map<String, String> variables) {
        var base = URI.create(url());
        return new CloudIdentities(
                http,
                new MetadataService(http.withoutBudgets(), base, base),
                _ -> url(),
                new CloudEnvironment(variables),
                clock());
    }

    /** It stands still but for {@link #later}. */
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
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
