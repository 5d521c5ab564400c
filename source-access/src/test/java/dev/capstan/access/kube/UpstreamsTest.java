package dev.capstan.access.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.capstan.http.AddressRule;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.testkit.time.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MovableClock clock = MovableClock.at(NOON);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer busy;

    @BeforeEach
    void start() throws IOException {
        busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        busy.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "60");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        busy.start();
    }

    @AfterEach
    void stop() {
        busy.stop(0);
    }

    @Test
    void aHostThatOneControllerWasSentAwayByIsLeftAloneByTheOthers() throws Exception {
        var budgets = Upstreams.budgets(16, clock, registry);
        try (var sources = new OutboundHttp(AddressRule.LOCAL, budgets);
                var images = new OutboundHttp(AddressRule.LOCAL, budgets)) {
            assertThat(ask(sources)).isEqualTo(429);
            assertThat(ask(images)).isEqualTo(429);
        }

        assertThat(requests).hasValue(1);
        assertThat(registry.get("capstan_source_hosts_paused").gauge().value()).isEqualTo(1);
        assertThat(registry.get("capstan_source_requests_held_back")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(budgets.pausedUntil(request())).contains(NOON.plusSeconds(60));
    }

    private int ask(OutboundHttp http) throws HttpFailureException {
        try (var answer = http.send(request(), Duration.ofSeconds(10))) {
            return answer.status();
        }
    }

    private OutboundRequest request() {
        return OutboundRequest.get(
                URI.create("http://127.0.0.1:" + busy.getAddress().getPort() + "/"), 1000);
    }
}
