package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who ask the same at the same time share, and what they do not. */
class RegistryClientTest {
    private static final RegistryAccess ANONYMOUS =
            new RegistryAccess(DockerConfig.EMPTY, TlsMaterial.NONE, Optional.empty(), false);

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, new HostBudgets(1, Clock.systemUTC()));
    private final RegistryClient client = new RegistryClient(http, RegistryLimits.DEFAULT);
    private final RepositoryName name = new RepositoryName(registry.address(), "team/app");

    @AfterEach
    void stop() {
        http.close();
        registry.close();
    }

    /** Who asks second waits for the first, then for a turn in vain; the third waits for the second. */
    @Test
    void thatAnotherGotNoTurnIsNotTakenForOnesOwn() throws Exception {
        var gate = new CountDownLatch(1);
        registry.on("/busy", exchange -> {
            await().until(() -> gate.getCount() == 0);
            ScriptedRegistry.send(exchange, 200, "", Map.of());
        });
        registry.answer("/v2/team/app/tags/list", 200, "{\"name\":\"team/app\",\"tags\":[\"1.0\"]}", Map.of());
        var busy = new FutureTask<>(() -> http.send(
                        OutboundRequest.get(URI.create(registry.url() + "/busy"), 10), Duration.ofSeconds(20))
                .status());
        Thread.ofVirtual().start(busy);
        await().until(() -> registry.asked("/busy").size() == 1);
        var first = waiting(() -> tags(Duration.ofSeconds(1)));
        var second = waiting(() -> tags(Duration.ofSeconds(2)));
        var third = waiting(() -> tags(Duration.ofSeconds(20)));

        assertThat(first.get().problem()).containsInstanceOf(OciFailure.NoTurn.class);
        assertThat(second.get().problem()).containsInstanceOf(OciFailure.NoTurn.class);
        gate.countDown();
        assertThat(third.get()).isEqualTo(OciResult.success(List.of("1.0")));
        assertThat(busy.get()).isEqualTo(200);
    }

    private OciResult<List<String>> tags(Duration timeout) {
        return client.open(name, ANONYMOUS, Deadline.in(timeout)).tags();
    }

    private static <T> FutureTask<T> waiting(Callable<T> work) {
        var task = new FutureTask<>(work);
        var thread = Thread.ofVirtual().start(task);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }
}
