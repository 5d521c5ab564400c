package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.watch.Observation;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Objects that somebody deletes the moment they appear, so that their end can overtake the answer to our write. */
class LostDeletionIT extends ClusterFixture {

    private static final int ROUNDS = 60;

    private static final String VICTIM = """
            {apiVersion: v1, kind: ConfigMap, metadata: {name: victim, namespace: NS}, data: {a: b}}
            """;

    @Test
    void knowsThatAnObjectIsGoneHoweverSoonItWasDeleted() {
        ObjectRef victim = engine.configMap("victim");
        try (Deleter deleter = new Deleter()) {
            for (int round = 0; round < ROUNDS; round++) {
                int deletions = deleter.count.get();
                engine.applied(VICTIM);
                await().until(() -> deleter.count.get() > deletions);
                await().untilAsserted(() ->
                        assertThat(engine.watch.observe(victim)).isInstanceOf(Observation.NotManaged.class));
            }
        }

        assertThat(engine.exists(victim)).isFalse();
        assertThat(engine.drifts).isNotEmpty().allMatch(drift -> drift.kind() == Drift.Kind.DELETED);
        assertThat(engine.applied(VICTIM).changes().count(Action.CREATED)).isEqualTo(1);
        assertThat(engine.exists(victim)).isTrue();
    }

    /** The view may be wrong for reasons that nobody has thought of: a run that verifies finds it out. */
    @Test
    void aVerifyingRunComparesWithTheClusterAtOneListPerKind() {
        engine.applied(APP);
        ApplyOutcome.Applied verified = engine.applied(APP, builder -> builder.verification(Verification.COMPARED));

        assertThat(verified.changes().hasChanges()).isFalse();
        assertThat(verified.record().requests()).isEqualTo(4);
        assertThat(engine.applied(APP).record().requests()).isZero();
    }

    /** Deletes the ConfigMap of that name whenever it appears. */
    private final class Deleter implements Watcher<ConfigMap>, AutoCloseable {

        private final AtomicInteger count = new AtomicInteger();
        private final Watch watch =
                client.configMaps().inNamespace(namespace).withName("victim").watch(this);

        @Override
        public void eventReceived(Action action, ConfigMap object) {
            if (action == Action.ADDED) {
                client.configMaps().inNamespace(namespace).withName("victim").delete();
                count.incrementAndGet();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new AssertionError("The watch of the deleter ended", cause);
        }

        @Override
        public void onClose() {
            // As asked.
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
