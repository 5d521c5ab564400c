package dev.capstan.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.meta.ToolkitStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.event.EventRecorder;
import dev.capstan.runtime.event.KubernetesEvents;
import dev.capstan.runtime.leader.Fence;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.reconcile.FairGate;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ObjectCache;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is asked of an API server: a request only puts a key into the queue of its kind. */
class ReconcileRequestsTest {
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:1")
                    .build())
            .build();
    private final KubernetesEvents events = new KubernetesEvents(client, new Outages());
    private final List<String> woken = new ArrayList<>();
    private final KindReconciler<?, ?> repositories = reconciler(GitRepository.class, GitRepositoryStatus.INITIAL);
    private final KindReconciler<?, ?> others = reconciler(Kustomization.class, KustomizationStatus.INITIAL);
    private final ReconcileRequests requests = new ReconcileRequests("requests", List.of(repositories, others));

    @AfterEach
    void close() {
        repositories.close();
        others.close();
        events.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "source.toolkit.fluxcd.io/v1, GitRepository, GitRepository apps/config",
        "source.toolkit.fluxcd.io/v1beta2, GitRepository, GitRepository apps/config",
        "kustomize.toolkit.fluxcd.io/v1, Kustomization, Kustomization apps/config",
        "source.toolkit.fluxcd.io/v1, Kustomization,",
        "git.example.org/v1, GitRepository,",
        "source.toolkit.fluxcd.io/v1, Bucket,"
    })
    void requestWakesTheObjectOfItsGroupAndKind(String apiVersion, String kind, @Nullable String expected) {
        var about = new ObjectReference(apiVersion, kind, "apps", "config");

        requests.accept(new ReconcileRequested(about, "now", "Receiver/apps/push"));

        assertThat(woken).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    private <T extends ToolkitResource<?, S>, S extends ToolkitStatus<S>> KindReconciler<T, S> reconciler(
            Class<T> kind, S initialStatus) {
        var services = new ReconcilerServices(
                client,
                new Fence(),
                new WatchScope(Optional.empty(), Optional.empty()),
                new EventRecorder(events, _ -> {}, Clock.systemUTC(), "test"),
                new ReconcileMetrics(new SimpleMeterRegistry()),
                new FairGate(1),
                new Outages(),
                Backoff.STANDARD,
                new Jitter(0, RandomGenerator.getDefault()),
                Clock.systemUTC());
        var reconciler = new KindReconciler<>(
                new ControllerIdentity("source", "source-controller", "source-controller"),
                KindConventions.toolkit(kind, initialStatus),
                services,
                _ -> new AsleepReconciler<T, S>());
        reconciler.connect(ObjectCache.empty(), key -> woken.add(kind.getSimpleName() + " " + key));
        return reconciler;
    }

    /** Is woken only: nothing takes keys out of the queue. */
    private static final class AsleepReconciler<T extends ToolkitResource<?, S>, S> implements ObjectReconciler<T, S> {
        @Override
        public ReconcileResult<S> reconcile(T object, Reconciliation reconciliation) {
            throw new AssertionError(object.ref() + " was reconciled");
        }

        @Override
        public boolean isSuspended(T object) {
            return false;
        }
    }
}
