package dev.capstan.runtime.bus.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.bus.MessageType;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.bus.Subject;
import dev.capstan.devcluster.Component;
import dev.capstan.runtime.bus.BusContract;
import dev.capstan.runtime.bus.BusMetrics;
import dev.capstan.runtime.bus.MessagingBus;
import dev.capstan.runtime.nats.NatsSettings;
import dev.capstan.runtime.nats.TestSettings;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster(dedicated = true, crds = false)
class NatsBusIT extends BusContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private final List<NatsConnector> connectors = new ArrayList<>();

    NatsBusIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    protected NatsConnector connector() {
        return connector(settings());
    }

    private NatsConnector connector(NatsSettings settings) {
        var connector = new NatsConnector(settings, metrics);
        connectors.add(connector);
        return connector;
    }

    private TestSettings settings() {
        return TestSettings.of(cluster.nats().toString(), "it-" + run);
    }

    @AfterEach
    void closeConnectors() {
        connectors.forEach(NatsConnector::close);
    }

    @Test
    void f129_losesNothingThatWasAcceptedWhileNatsIsAway() {
        var heard = listen("away", ReconcileRequested.class);
        bus.publish(request("web", "before"));
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).contains("before"));

        cluster.devcluster().kill(Component.NATS);
        IntStream.range(0, 300).forEach(i -> bus.publish(request("web", "during-" + i)));
        cluster.devcluster().start(Component.NATS);
        bus.publish(request("web", "after"));

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).hasSize(302));
    }

    @Test
    void f129_startsAndAcceptsMessagesBeforeNatsIsThere() {
        cluster.devcluster().kill(Component.NATS);
        bus.close();
        bus = open();
        var heard = listen("early", ReconcileRequested.class);
        bus.publish(request("web", "early"));
        assertThat(heard.messages()).isEmpty();

        cluster.devcluster().start(Component.NATS);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).containsExactly("early"));
    }

    @Test
    void keepsMessagesForAConsumerThatIsAway() {
        var first = listen("durable", ReconcileRequested.class);
        bus.publish(request("web", "one"));
        await().atMost(SOON).untilAsserted(() -> assertThat(first.tokens()).contains("one"));
        bus.close();

        bus = open();
        bus.publish(request("web", "two"));
        var second = listen("durable", ReconcileRequested.class);

        await().atMost(SOON).untilAsserted(() -> assertThat(second.tokens()).contains("two"));
        assertThat(second.tokens()).doesNotContain("one");
    }

    @Test
    void boundsWhatWaitsByBytesAndKeepsTheNewest() {
        cluster.devcluster().kill(Component.NATS);
        bus.close();
        var small = connector(settings().withBufferBytes(2000));
        bus = new MessagingBus(small, small, metrics);
        IntStream.range(0, 200).forEach(i -> bus.publish(request("web", "t-" + i)));
        assertThat(small.waitingBytes()).isLessThanOrEqualTo(2000);

        cluster.devcluster().start(Component.NATS);
        var heard = listen("bounded", ReconcileRequested.class);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).contains("t-199"));
        assertThat(heard.tokens()).hasSizeLessThan(20).doesNotContain("t-0");
    }

    @Test
    void q109_aForgedOrBrokenMessageIsDroppedAndHarmsNobody() throws Exception {
        var heard = listen("forged", ReconcileRequested.class);
        bus.publish(request("web", "genuine"));
        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).contains("genuine"));

        try (Connection forger = Nats.connect(cluster.nats().toString())) {
            String subject = Subject.of("it-" + run, request("web", "x").about(), MessageType.RECONCILE);
            for (String content : List.of("", "{", "[]", "null", "{\"version\":9}", "\u0000\u0001")) {
                forger.jetStream().publish(subject, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        bus.publish(request("web", "later"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(heard.tokens()).containsExactlyInAnyOrder("genuine", "later"));
    }

    @Test
    void q109_aServerWithUsersRefusesAStranger(@TempDir Path folder) throws Exception {
        try (var secured = SecuredNats.start(folder)) {
            assertThatThrownBy(() -> Nats.connect(secured.url())).isInstanceOf(IOException.class);
            var known = connector(TestSettings.of(secured.url(), "it").withUser("capstan", "right"));
            bus.close();
            bus = new MessagingBus(known, known, metrics);
            var heard = listen("secured", ReconcileRequested.class);
            bus.publish(request("web", "let-in"));
            await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).containsExactly("let-in"));
        }
    }

    @Test
    void whatTheServerRefusesForGoodIsDroppedAndCountedAndTheNextGoesOn(@TempDir Path folder) throws Exception {
        var registry = new SimpleMeterRegistry();
        try (var secured = SecuredNats.start(folder)) {
            var settings = TestSettings.of(secured.url(), "it").withUser("capstan", "right");
            var known = new NatsConnector(settings, new BusMetrics(registry));
            connectors.add(known);
            bus.close();
            bus = new MessagingBus(known, known, metrics);
            var heard = listen("refused", ReconcileRequested.class);

            IntStream.range(0, 3).forEach(i -> bus.publish(request("secret", "not-allowed-" + i)));
            bus.publish(request("web", "x".repeat(5000)));
            bus.publish(request("web", "let-in"));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(heard.tokens()).containsExactly("let-in");
                assertThat(known.waitingBytes()).isZero();
                assertThat(registry.get("capstan_bus_messages")
                                .tag("result", "refused")
                                .counter()
                                .count())
                        .isEqualTo(4);
            });
        }
    }
}
