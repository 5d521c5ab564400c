package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.meta.Requeue;
import dev.capstan.application.live.FakeLiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.metric.ApplicationMetrics;
import dev.capstan.application.operate.FakeActions;
import dev.capstan.application.plane.FakePlane;
import dev.capstan.application.run.ApplicationPass;
import dev.capstan.application.run.PassPorts;
import dev.capstan.application.signature.RevisionTrust;
import dev.capstan.application.source.FakeSources;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the rim makes of passes; the passes are real, and the world around them is not. */
class ApplicationReconcilerTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: config}
            data: {key: %s}
            """;

    private final FakeLiveView cluster = new FakeLiveView();
    private final FakeActions actions = new FakeActions(cluster);
    private final FakeSources sources = new FakeSources();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Optional<String>> other = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean isPlaneKnown = new AtomicBoolean(true);
    private final StoredApplication stored = new StoredApplication(application("path: prod", ""));
    private final ApplicationReconciler reconciler = new ApplicationReconciler(
            stored,
            new Surroundings(
                    new ApplicationPass(
                            new PassPorts(
                                    new FakePlane(CLOCK),
                                    sources,
                                    RevisionTrust.ANYTHING,
                                    _ -> {
                                        throw new AssertionError("Nobody fetches files");
                                    },
                                    sources,
                                    _ -> new LiveViews.Opened.Open(cluster),
                                    _ -> true,
                                    actions,
                                    NamespaceContents.NONE),
                            Comparison.load(),
                            CLOCK,
                            Duration.ofSeconds(2)),
                    new FakePlane(CLOCK),
                    isPlaneKnown::get,
                    new WakeUps("argocd", new ServedNamespaces("argocd", List.of())),
                    other::get,
                    new ServedNamespaces("argocd", List.of()),
                    new ApplicationMetrics(registry),
                    _ -> {}),
            CLOCK);

    @Test
    void aSyncBeginsInOneWriteAndEndsInAnother() {
        String revision = sources.push(CONFIG.formatted("one"));

        stored.conclude(reconcile(Optional.empty()));

        assertThat(actions.done()).contains("apply ConfigMap/config");
        assertThat(stored.written).hasSize(2);
        Application begun = stored.written.getFirst();
        assertThat(begun.getOperation()).isNotNull();
        assertThat(phase(begun)).isEqualTo("Running");
        assertThat(begun.getStatus().resources()).hasSize(1);
        assertThat(stored.now.getOperation()).isNull();
        assertThat(phase(stored.now)).isEqualTo("Succeeded");
        assertThat(stored.events)
                .containsSubsequence(
                        "OperationStarted: Initiated automated sync to " + revision,
                        "OperationCompleted: Sync operation to " + revision + " succeeded")
                .contains("ResourceUpdated: Updated sync status: OutOfSync -> Synced");
        assertThat(registry.get("argocd_app_sync")
                        .tag("phase", "Succeeded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSecondLookWritesNothing() {
        sources.push(CONFIG.formatted("one"));
        stored.conclude(reconcile(Optional.empty()));
        ApplicationStatus before = stored.now.getStatus();

        ReconcileResult<ApplicationStatus> result = reconcile(Optional.empty());

        assertThat(result.status().apply(before)).isEqualTo(before);
        assertThat(result.edit().operation()).isEmpty();
        assertThat(result.requeue()).isInstanceOf(Requeue.OnChange.class);
    }

    @Test
    void whoChangesTheSpecMeanwhileGetsWhatHeWants() {
        sources.push(CONFIG.formatted("one"));
        stored.meanwhile = before -> application("path: other", "");

        stored.conclude(reconcile(Optional.empty()));

        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(stored.now.getStatus().sync())
                                        .comparedTo())
                        .source())
                .isEqualTo(stored.now.getSpec().source());
        assertThat(phase(stored.now)).isEqualTo("Succeeded");
    }

    @Test
    void nothingIsAppliedWhenTheBeginCannotBeWritten() {
        sources.push(CONFIG.formatted("one"));
        stored.meanwhile = before -> {
            throw new KubernetesClientException("no answer");
        };

        assertThatThrownBy(() -> reconcile(Optional.empty())).isInstanceOf(KubernetesClientException.class);
        assertThat(actions.done()).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsTriedAgain() {
        sources.breakRemote("the remote is away");

        ReconcileResult<ApplicationStatus> result = reconcile(Optional.empty());

        assertThat(result.requeue()).isEqualTo(new Requeue.After(Duration.ofSeconds(5)));
        assertThat(result.status().apply(StatusEdit.INITIAL).conditions())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("the remote is away"));
    }

    @Test
    void whoAskedFindsTheTimeOfTheComparison() {
        sources.push(CONFIG.formatted("one"));
        stored.conclude(reconcile(Optional.empty()));

        var later = reconcile(Optional.of("normal")).status().apply(stored.now.getStatus());

        assertThat(later.reconciledAt()).isEqualTo("2026-11-30T10:00:00Z");
        assertThat(sources.asked()).hasSizeGreaterThan(1);
    }

    @Test
    void nothingIsJudgedBeforeTheControlPlaneIsKnown() {
        sources.push(CONFIG.formatted("one"));
        isPlaneKnown.set(false);

        ReconcileResult<ApplicationStatus> result = reconcile(Optional.empty());

        assertThat(result.isPostponed()).isTrue();
        assertThat(result.status().apply(StatusEdit.INITIAL)).isEqualTo(StatusEdit.INITIAL);
        assertThat(result.requeue()).isEqualTo(new Requeue.After(Duration.ofSeconds(1)));
        assertThat(reconciler.cleanUp(
                        deleted("resources-finalizer.argocd.argoproj.io"), reconciliation(Optional.empty())))
                .isInstanceOf(Cleanup.NotYet.class);
        assertThat(actions.done()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsAnInvalidSpecUnlessItIsLeftAlone() {
        ApplicationStatus status = reconciler
                .unreadable(stored.now, "The field spec.source does not fit", NOW)
                .orElseThrow()
                .apply(StatusEdit.INITIAL);

        assertThat(status.conditions()).singleElement().satisfies(it -> {
            assertThat(it.type()).isEqualTo("InvalidSpecError");
            assertThat(it.message()).startsWith("The field spec.source does not fit");
        });
        other.set(Optional.of("StatefulSet argocd/argocd-application-controller"));
        assertThat(reconciler.unreadable(stored.now, "The field spec.source does not fit", NOW))
                .isEmpty();
    }

    @Test
    void whoIsSkippedOrElsewhereIsLeftAlone() {
        assertThat(reconciler.isSuspended(stored.now)).isFalse();
        assertThat(reconciler.isSuspended(
                        application("path: x", ", annotations: {argocd.argoproj.io/skip-reconcile: 'true'}")))
                .isTrue();
        Application elsewhere = application("path: x", "");
        elsewhere.getMetadata().setNamespace("team");
        assertThat(reconciler.isSuspended(elsewhere)).isTrue();
    }

    @Test
    void whileArgoRunsNothingIsDoneAndThatIsToldOnce() {
        other.set(Optional.of("StatefulSet argocd/argocd-application-controller"));

        assertThat(reconciler.isSuspended(stored.now)).isTrue();
        reconciler.suspend(stored.now);
        reconciler.suspend(stored.now);
        assertThat(reconciler.cleanUp(
                        deleted("resources-finalizer.argocd.argoproj.io"), reconciliation(Optional.empty())))
                .isInstanceOf(Cleanup.NotYet.class);

        assertThat(stored.events)
                .singleElement()
                .asString()
                .startsWith("LeftToArgoCD:")
                .contains("StatefulSet argocd/argocd-application-controller");
        assertThat(actions.done()).isEmpty();
    }

    @Test
    void theObjectsOfADeletedApplicationGoBeforeItsFinalizer() {
        sources.push(CONFIG.formatted("one"));
        stored.conclude(reconcile(Optional.empty()));
        stored.now = withStatus(deleted("resources-finalizer.argocd.argoproj.io"), stored.now.getStatus());

        Cleanup cleanup = reconciler.cleanUp(stored.now, reconciliation(Optional.empty()));

        assertThat(cluster.has("ConfigMap", "config")).isFalse();
        assertThat(cleanup).isEqualTo(new Cleanup.DoneWith(Set.of("resources-finalizer.argocd.argoproj.io")));
    }

    @Test
    void nothingIsKeptOfAnApplicationThatIsGone() {
        sources.push(CONFIG.formatted("one"));
        stored.conclude(reconcile(Optional.empty()));

        reconciler.forget(stored.now.key());

        assertThat(registry.find("argocd_app_info").meters()).isEmpty();
    }

    private ReconcileResult<ApplicationStatus> reconcile(Optional<String> requested) {
        return reconciler.reconcile(stored.now, reconciliation(requested));
    }

    private static Reconciliation reconciliation(Optional<String> requested) {
        return new Reconciliation("1", NOW, requested, true);
    }

    private static String phase(Application application) {
        return Objects.requireNonNull(application.getStatus().operationState()).phase();
    }

    private static Application deleted(String finalizer) {
        return application(
                "path: prod", ", deletionTimestamp: '2026-11-30T09:59:00Z', finalizers: [" + finalizer + "]");
    }

    private static Application withStatus(Application application, ApplicationStatus status) {
        application.setStatus(status);
        return application;
    }

    private static Application application(String source, String metadata) {
        return Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: my-app, namespace: argocd, uid: a%s}
                spec:
                  project: default
                  source: {repoURL: https://git.example/apps.git, targetRevision: main, %s}
                  destination: {server: https://kubernetes.default.svc, namespace: my-app}
                  syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
                """.formatted(metadata, source), Application.class);
    }
}
