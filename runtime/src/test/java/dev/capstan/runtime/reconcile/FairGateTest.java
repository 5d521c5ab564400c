package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairGateTest {
    private final FairGate gate = new FairGate(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void takesTurnsBetweenNamespaces() throws InterruptedException {
        gate.enter("first");
        List<Thread> noisy =
                IntStream.range(0, 20).mapToObj(i -> passThrough("noisy")).toList();
        await().until(() -> noisy.stream().allMatch(it -> it.getState() == Thread.State.WAITING));
        Thread quiet = passThrough("quiet");
        await().until(() -> quiet.getState() == Thread.State.WAITING);

        gate.leave();
        quiet.join();
        for (Thread thread : noisy) {
            thread.join();
        }

        assertThat(order).hasSize(21);
        assertThat(order.indexOf("quiet")).isLessThanOrEqualTo(1);
    }

    @Test
    void anInterruptedWaiterGivesItsPlaceBack() throws InterruptedException {
        gate.enter("a");
        Thread waiter = passThrough("b");
        await().until(() -> waiter.getState() == Thread.State.WAITING);

        waiter.interrupt();
        waiter.join();
        gate.leave();
        gate.enter("c");
        gate.leave();

        assertThat(order).isEmpty();
    }

    @Test
    void refusesToAdmitNobody() {
        assertThatThrownBy(() -> new FairGate(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Thread passThrough(String namespace) {
        return Thread.ofVirtual().start(() -> {
            try {
                gate.enter(namespace);
                order.add(namespace);
                gate.leave();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
