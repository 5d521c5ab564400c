package dev.capstan.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.BusMessage;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.meta.ObjectReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every pair of connectors promises; business code relies on nothing else. */
public abstract class BusContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Tells the consumers of one test from those of another on a shared server. */
    protected final String run = UUID.randomUUID().toString().substring(0, 8);

    protected final BusMetrics metrics = new BusMetrics(new SimpleMeterRegistry());
    protected MessagingBus bus;

    /** A connector, the same for both directions. */
    protected abstract InboundConnector connector();

    @BeforeEach
    void openBus() {
        bus = open();
    }

    protected final MessagingBus open() {
        InboundConnector connector = connector();
        return new MessagingBus(connector, (OutboundConnector) connector, metrics);
    }

    @AfterEach
    void closeBus() {
        bus.close();
    }

    @Test
    void carriesAMessageUnchanged() {
        var heard = listen("one", ReconcileRequested.class);
        var sent = new ReconcileRequested(
                new ObjectReference("source.toolkit.fluxcd.io/v1", "GitRepository", "apps", "web"),
                "token-" + run,
                "Receiver/apps/push");

        bus.publish(sent);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.messages()).containsExactly(sent));
    }

    @Test
    void givesEveryConsumerEveryMessageOfItsType() {
        var first = listen("first", ReconcileRequested.class);
        var second = listen("second", ReconcileRequested.class);
        var other = listen("other", ApplyRecorded.class);

        IntStream.range(0, 50).forEach(i -> bus.publish(request("web", "token-" + i)));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(first.tokens()).hasSize(50);
            assertThat(second.tokens()).hasSize(50);
        });
        assertThat(other.messages()).isEmpty();
    }

    @Test
    void q111_dropsTheSameMessagePublishedTwice() {
        var heard = listen("twice", ReconcileRequested.class);

        bus.publish(request("web", "same"));
        bus.publish(request("web", "same"));
        bus.publish(request("web", "last"));

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.tokens()).contains("last"));
        assertThat(heard.messages()).hasSize(2);
    }

    @Test
    void q111_deliversAgainWhatFailed() {
        var heard = new Heard<>("failing", ReconcileRequested.class) {
            @Override
            public void accept(ReconcileRequested message) throws Exception {
                super.accept(message);
                if (messages().size() < 3) {
                    throw new java.io.IOException("not yet");
                }
            }
        };
        bus.subscribe(heard);

        bus.publish(request("web", "hard"));

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.messages()).hasSize(3));
        assertThat(heard.tokens()).containsExactly("hard");
    }

    @Test
    void aStuckConsumerDelaysNobodyElse() throws Exception {
        var release = new CountDownLatch(1);
        var stuck = new Heard<>("stuck", ReconcileRequested.class) {
            @Override
            public void accept(ReconcileRequested message) throws Exception {
                super.accept(message);
                release.await(30, TimeUnit.SECONDS);
            }
        };
        bus.subscribe(stuck);
        var lively = listen("lively", ReconcileRequested.class);

        IntStream.range(0, 20).forEach(i -> bus.publish(request("web", "t" + i)));

        await().atMost(SOON).untilAsserted(() -> assertThat(lively.tokens()).hasSize(20));
        assertThat(stuck.messages()).hasSize(1);
        release.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(stuck.tokens()).hasSize(20));
    }

    @Test
    void q110_tellsObjectsApartWhoseNamesHaveDotsOrWildcards() {
        var heard = listen("names", ReconcileRequested.class);
        List<ObjectReference> objects = List.of(
                ref("a.b", "c"),
                ref("a", "b.c"),
                ref("*", "c"),
                ref(">", "c"),
                ref("a", "*"),
                ref("ä", "ö"),
                ref("", "c"));

        objects.forEach(object -> bus.publish(new ReconcileRequested(object, run, "test")));

        await().atMost(SOON).untilAsserted(() -> assertThat(heard.messages()).hasSize(objects.size()));
        assertThat(heard.messages().stream().map(BusMessage::about)).containsExactlyInAnyOrderElementsOf(objects);
    }

    @Test
    void worksOnAsManyMessagesAtATimeAsTheConsumerAllows() throws Exception {
        var together = new CountDownLatch(3);
        var parallel = new Heard<>("parallel", ReconcileRequested.class) {
            @Override
            public int parallelism() {
                return 3;
            }

            @Override
            public void accept(ReconcileRequested message) throws Exception {
                together.countDown();
                together.await(20, TimeUnit.SECONDS);
                super.accept(message);
            }
        };
        bus.subscribe(parallel);

        IntStream.range(0, 3).forEach(i -> bus.publish(request("web", "p" + i)));

        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).untilAsserted(() -> assertThat(parallel.tokens()).hasSize(3));
    }

    protected final <M extends BusMessage> Heard<M> listen(String name, Class<M> type) {
        var heard = new Heard<>(name, type);
        bus.subscribe(heard);
        return heard;
    }

    protected final ReconcileRequested request(String name, String token) {
        return new ReconcileRequested(ref("apps", name), token, "test-" + run);
    }

    private static ObjectReference ref(String namespace, String name) {
        return new ObjectReference("source.toolkit.fluxcd.io/v1", "GitRepository", namespace, name);
    }

    /** Writes down what it hears. */
    protected class Heard<M extends BusMessage> implements BusConsumer<M> {
        private final String name;
        private final Class<M> type;
        private final List<M> messages = new CopyOnWriteArrayList<>();

        protected Heard(String name, Class<M> type) {
            this.name = name + "-" + run;
            this.type = type;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<M> type() {
            return type;
        }

        @Override
        public void accept(M message) throws Exception {
            messages.add(message);
        }

        public List<M> messages() {
            return messages;
        }

        public Set<String> tokens() {
            var tokens = new HashSet<String>();
            messages.forEach(message -> tokens.add(((ReconcileRequested) message).token()));
            return tokens;
        }
    }
}
