package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.event.EventRecorder;
import dev.capstan.runtime.event.KubernetesEvents;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.object.FakeObjectClient;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With an API server that nobody answers for, no reconciliation comes to its end. */
class KindReconcilerTest {
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:1")
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    private final KubernetesEvents events = new KubernetesEvents(client, new Outages());
    private final ScriptedReconciler scripted = new ScriptedReconciler();
    private final KindReconciler<GitRepository, GitRepositoryStatus> repositories = new KindReconciler<>(
            new ControllerIdentity("source", "source-controller", "source-controller"),
            KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL),
            new ReconcilerServices(
                    client,
                    new Fence(),
                    new WatchScope(Optional.empty(), Optional.empty()),
                    new EventRecorder(events, _ -> {}, Clock.systemUTC(), "test"),
                    new ReconcileMetrics(new SimpleMeterRegistry()),
                    new FairGate(1),
                    new Outages(),
                    Backoff.STANDARD,
                    new Jitter(0, RandomGenerator.getDefault()),
                    Clock.systemUTC()),
            _ -> scripted);

    @AfterEach
    void close() {
        repositories.close();
        events.close();
        client.close();
    }

    @Test
    void whatWasAskedForIsAskedForUntilAReconciliationEnds() {
        GitRepository object = object();
        repositories.connect(cacheOf(object), _ -> {});

        repositories.reconcile(object);
        repositories.wake(object.key());
        repositories.reconcile(object);
        repositories.reconcile(object);

        assertThat(scripted.calls).extracting(Reconciliation::isAsked).containsExactly(false, true, true);
    }

    @Test
    void nothingIsKeptOfAnObjectThatIsGone() {
        GitRepository object = object();
        repositories.connect(ObjectCache.empty(), _ -> {});

        repositories.wake(object.key());
        repositories.reconcile(object);
        repositories.reconcile(object);

        assertThat(scripted.calls).extracting(Reconciliation::isAsked).containsExactly(true, false);
    }

    private static GitRepository object() {
        return new FakeObjectClient<>(GitRepository.class)
                .create(DispatcherScenario.YAML.formatted(DispatcherScenario.OURS));
    }

    private static ObjectCache<GitRepository> cacheOf(GitRepository object) {
        return new ObjectCache<>() {
            @Override
            public Optional<GitRepository> find(ObjectKey key) {
                return Optional.of(object).filter(it -> it.key().equals(key));
            }

            @Override
            public Stream<GitRepository> all() {
                return Stream.of(object);
            }

            @Override
            public List<GitRepository> indexed(String index, String value) {
                return List.of();
            }
        };
    }
}
