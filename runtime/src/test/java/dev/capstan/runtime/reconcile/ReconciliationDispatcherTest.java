package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.object.FakeObjectClient;
import dev.capstan.runtime.object.ObjectClient;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.FakeTimers;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.status.ReadyState;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReconciliationDispatcherTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final String YAML = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: one, namespace: web, generation: 7%s}
            spec: {interval: 1m, url: "https://example.com/one.git"}
            """;
    private static final String OURS = ", finalizers: [finalizers.fluxcd.io]";
    private static final String REQUESTED = ", annotations: {reconcile.fluxcd.io/requestedAt: now}";
    private static final String DELETED = ", deletionTimestamp: '2026-03-04T00:00:00Z'";
    private static final ObjectKey KEY = new ObjectKey("web", "one");

    private final FakeObjectClient<GitRepository> objects = new FakeObjectClient<>(GitRepository.class);
    private final FakeTimers<ObjectKey> timers = new FakeTimers<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedReconciler reconciler = new ScriptedReconciler();
    private final Outages outages = new Outages();
    private final List<String> events = new ArrayList<>();

    @Test
    void addsTheFinalizerAndWritesTheStatusOnce() {
        GitRepository object = create("");

        reconcile(object);

        assertThat(objects.requests())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("patch").contains(ToolkitKeys.FINALIZER),
                        second -> assertThat(second).startsWith("status"));
        assertThat(reconciler.reconciled)
                .singleElement()
                .satisfies(it -> assertThat(it.getFinalizers()).containsExactly(ToolkitKeys.FINALIZER));
        assertThat(common(object).observedGeneration()).isEqualTo(7);
        assertThat(ready(object)).contains("Succeeded: done");
        assertThat(timers.delayOf(KEY)).contains(Duration.ofMinutes(1));
    }

    @Test
    void sendsNothingWhenTheStatusStaysTheSame() {
        GitRepository object = create(OURS);
        reconcile(object);
        objects.forgetRequests();

        reconcile(objects.now(object));

        assertThat(reconciler.reconciled).hasSize(2);
        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void kindsWithoutAFinalizerGetNone() {
        GitRepository object = create("");

        dispatcher(
                        KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL)
                                .withoutFinalizer(),
                        objects)
                .reconcile(object, false);

        assertThat(objects.requests()).singleElement().asString().startsWith("status");
    }

    @Test
    void anObjectThatIsDataForOthersGetsAnEmptyStatusAndNoFinalizer() {
        GitRepository object = create("");
        reconciler.staticStatus = Optional.of(GitRepositoryStatus.INITIAL.with(new CommonStatus(0, List.of(), null)));

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(objects.requests()).singleElement().asString().startsWith("status");
        assertThat(reconciler.reconciled).isEmpty();
        assertThat(reconciler.cleanedUp).isZero();
        assertThat(common(object).observedGeneration()).isZero();
    }

    @Test
    void whatWasKeptForAnObjectIsCleanedUpWhenItBecomesDataForOthers() {
        GitRepository object = create(OURS);
        reconcile(object);
        reconciler.staticStatus = Optional.of(GitRepositoryStatus.INITIAL.with(new CommonStatus(0, List.of(), null)));

        reconcile(objects.now(object));

        assertThat(reconciler.cleanedUp).isEqualTo(1);
        assertThat(objects.now(object).getFinalizers()).isEmpty();
        assertThat(objects.now(object).getStatus().conditions()).isEmpty();
    }

    @Test
    void anotherFamilyHasAnotherFinalizer() {
        var argo = new KindConventions<>(
                GitRepository.class,
                GitRepositoryStatus.INITIAL,
                Optional.of("resources-finalizer.argocd.argoproj.io"),
                Optional.of("argocd.argoproj.io/refresh"),
                new ToolkitStatusConventions<>());
        GitRepository object = create(", annotations: {argocd.argoproj.io/refresh: hard}");

        dispatcher(argo, objects).reconcile(object, false);

        assertThat(objects.now(object).getFinalizers()).containsExactly("resources-finalizer.argocd.argoproj.io");
        assertThat(reconciler.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.requestedAt()).contains("hard"));
    }

    @Test
    void aRequestIsSeenOnceAndMarkedAsHandled() {
        GitRepository object = create(OURS + REQUESTED);

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(reconciler.calls)
                .extracting(Reconciliation::requestedAt)
                .containsExactly(Optional.of("now"), Optional.empty());
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
    }

    @Test
    void aFinalStatusWrittenEarlyCountsAsTheEnd() {
        GitRepository object = create(OURS + REQUESTED);
        var dispatcher = dispatcher();
        reconciler.during = seen -> dispatcher.writeFinalStatus(seen, reconciler.statusOf(seen));

        dispatcher.reconcile(object, false);

        assertThat(objects.requests()).hasSize(1);
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
    }

    @Test
    void aSuspendedObjectIsNotReconciledButObserved() {
        GitRepository object = objects.create(YAML.formatted(OURS + REQUESTED).replace("1m,", "1m, suspend: true,"));

        reconcile(object);

        assertThat(reconciler.reconciled).isEmpty();
        assertThat(reconciler.suspended).containsExactly(KEY);
        assertThat(common(object).observedGeneration()).isEqualTo(7);
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
        assertThat(timers.delayOf(KEY)).isEmpty();
    }

    @Test
    void aSuspendedObjectThatIsNotAtRestKeepsItsObservedGeneration() {
        reconciler.observesWhenSuspended = false;
        GitRepository object = objects.create(YAML.formatted(OURS).replace("1m,", "1m, suspend: true,"));

        reconcile(object);

        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void anObjectThatCannotBeReadIsSkippedAndSaysSo() {
        GitRepository object = objects.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: one, namespace: web}
                """);

        reconcile(object);

        assertThat(reconciler.reconciled).isEmpty();
        assertThat(objects.requests()).isEmpty();
        assertThat(events).singleElement().asString().startsWith("UndecodableObject: The object has no spec");
    }

    @Test
    void conflictsAreSolvedOnTheFreshObject() {
        GitRepository object = create(OURS);
        objects.interfere(7);

        reconcile(object);

        assertThat(ready(object)).contains("Succeeded: done");
        assertThat(timers.delayOf(KEY)).contains(Duration.ofMinutes(1));
    }

    @Test
    void contentionIsTriedAgainAndIsNotTheFaultOfTheObject() {
        GitRepository object = create(OURS);
        objects.interfere(8);

        reconcile(object);

        assertThat(events).isEmpty();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        assertThat(results("error")).isEqualTo(1);
    }

    @Test
    void whatSomebodyElseWroteToTheStatusStays() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> objects.change(seen, """
                {"status": {"conditions": [{"type": "Foreign", "status": "True", "reason": "A", "message": "b",
                 "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""");

        reconcile(object);

        assertThat(common(object).conditions()).extracting(Condition::type).containsExactly("Ready", "Foreign");
    }

    @Test
    void aBugIsAnInternalErrorAndIsTriedAgainWithABackoffThatGrows() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new IllegalStateException("secret detail");
        };

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(ready(object))
                .hasValueSatisfying(it -> assertThat(it)
                        .startsWith("InternalError: An internal error ended the reconciliation ")
                        .doesNotContain("secret detail"));
        assertThat(common(object).observedGeneration()).isNotEqualTo(7);
        assertThat(events).hasSize(2).allSatisfy(it -> assertThat(it).startsWith("InternalError: "));
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(2));
    }

    @Test
    void anErrorOfTheMachineIsTreatedLikeABug() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new StackOverflowError();
        };

        reconcile(object);

        assertThat(ready(object)).hasValueSatisfying(it -> assertThat(it).startsWith("InternalError"));
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNotABug() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new KubernetesClientException("connection refused");
        };

        reconcile(object);

        assertThat(ready(object)).contains("Failed: The API server did not do what was asked: connection refused");
    }

    @Test
    void aStatusThatCannotBeWrittenIsTriedAgain() {
        GitRepository object = create(OURS);
        objects.refuse(1);

        reconcile(object);

        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        assertThat(results("error")).isEqualTo(1);
    }

    @Test
    void aReconcilerHearsThatItsStatusWasNotWritten() {
        GitRepository object = create(OURS);
        objects.refuse(1);

        reconcile(object);
        List<ObjectKey> afterRefusal = List.copyOf(reconciler.notWritten);
        reconcile(object);

        assertThat(afterRefusal).containsExactly(KEY);
        assertThat(reconciler.notWritten).containsExactly(KEY);
    }

    @Test
    void successEndsTheRowOfFailures() {
        GitRepository object = create(OURS);
        objects.refuse(1);
        reconcile(object);
        reconcile(objects.now(object));
        objects.change(object, "{\"status\": null}");
        objects.refuse(1);

        reconcile(objects.now(object));

        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }

    @Test
    void aDeletedObjectIsCleanedUpAndReleased() {
        GitRepository object = create(OURS + DELETED);

        reconcile(object);

        assertThat(reconciler.cleanedUp).isOne();
        assertThat(objects.read(object)).isEmpty();
    }

    @Test
    void aCleanupThatFailsIsTriedAgain() {
        GitRepository object = create(OURS + DELETED);
        reconciler.cleanups.addAll(
                List.of(new Cleanup.Failed("disk is away"), new Cleanup.NotYet(Duration.ofSeconds(9)), Cleanup.DONE));

        reconcile(object);
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        reconcile(object);
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(9));
        reconcile(object);

        assertThat(objects.read(object)).isEmpty();
    }

    @Test
    void aCleanupThatThrowsIsTriedAgain() {
        GitRepository object = create(OURS + DELETED);
        reconciler.duringCleanup = () -> {
            throw new IllegalStateException("bug");
        };

        reconcile(object);

        assertThat(objects.read(object)).isPresent();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }

    @Test
    void anObjectThatWaitsForSomebodyElsesFinalizerIsLeftAlone() {
        reconcile(create(", finalizers: [example.com/other]" + DELETED));

        assertThat(reconciler.cleanedUp).isZero();
        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void anOldObjectFromTheWatchDoesNotHideOurOwnWrite() {
        GitRepository object = create(OURS + REQUESTED);
        var dispatcher = dispatcher();

        dispatcher.reconcile(object, false);
        dispatcher.reconcile(object, false);

        assertThat(reconciler.calls)
                .extracting(Reconciliation::requestedAt)
                .containsExactly(Optional.of("now"), Optional.empty());
    }

    @Test
    void anObjectThatIsGoneIsForgotten() {
        GitRepository object = create(OURS);
        var dispatcher = dispatcher();
        dispatcher.reconcile(object, false);

        dispatcher.forget(object);

        assertThat(timers.delayOf(KEY)).isEmpty();
        assertThat(reconciler.forgotten).containsExactly(KEY);
    }

    private GitRepository create(String metadata) {
        return objects.create(YAML.formatted(metadata));
    }

    private final ReconciliationDispatcher<GitRepository, GitRepositoryStatus> standard = dispatcher();

    private void reconcile(GitRepository object) {
        standard.reconcile(object, false);
    }

    private ReconciliationDispatcher<GitRepository, GitRepositoryStatus> dispatcher() {
        return dispatcher(KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL), objects);
    }

    private ReconciliationDispatcher<GitRepository, GitRepositoryStatus> dispatcher(
            KindConventions<GitRepository, GitRepositoryStatus> conventions, ObjectClient<GitRepository> client) {
        return new ReconciliationDispatcher<>(
                conventions,
                reconciler,
                client,
                (about, severity, reason, message, facts) -> events.add(reason.text() + ": " + message),
                new RequeueTimers(
                        timers,
                        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        new Jitter(0, RandomGenerator.getDefault()),
                        outages),
                outages,
                new FairGate(1),
                new ReconcileMetrics(registry),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private CommonStatus common(GitRepository object) {
        return Optional.ofNullable(objects.now(object).getStatus())
                .orElse(GitRepositoryStatus.INITIAL)
                .common();
    }

    private Optional<String> ready(GitRepository object) {
        return Conditions.of(common(object).conditions())
                .get(Condition.READY)
                .map(it -> it.reason() + ": " + it.message());
    }

    private double results(String result) {
        return registry.get("controller_runtime_reconcile")
                .tags("controller", "gitrepository", "result", result)
                .counter()
                .count();
    }

    /** Ends well unless a test says otherwise. */
    private static final class ScriptedReconciler implements ObjectReconciler<GitRepository, GitRepositoryStatus> {
        private final List<GitRepository> reconciled = new ArrayList<>();
        private final List<Reconciliation> calls = new ArrayList<>();
        private final List<ObjectKey> suspended = new ArrayList<>();
        private final List<ObjectKey> forgotten = new ArrayList<>();
        private final List<ObjectKey> notWritten = new ArrayList<>();
        private final List<Cleanup> cleanups = new ArrayList<>();
        private java.util.function.Consumer<GitRepository> during = seen -> {};
        private Runnable duringCleanup = () -> {};
        private boolean observesWhenSuspended = true;
        private Optional<GitRepositoryStatus> staticStatus = Optional.empty();
        private int cleanedUp;

        java.util.function.UnaryOperator<GitRepositoryStatus> statusOf(GitRepository object) {
            return new ReadyState.Ready(Reason.SUCCEEDED, "done").on(object, NOW);
        }

        @Override
        public ReconcileResult<GitRepositoryStatus> reconcile(GitRepository object, Reconciliation reconciliation) {
            reconciled.add(object);
            calls.add(reconciliation);
            during.accept(object);
            return new ReconcileResult<>(statusOf(object), new Requeue.Interval(Duration.ofMinutes(1)));
        }

        @Override
        public boolean isSuspended(GitRepository object) {
            return object.getSpec().suspend();
        }

        @Override
        public Optional<GitRepositoryStatus> staticStatus(GitRepository object) {
            return staticStatus;
        }

        @Override
        public void suspend(GitRepository object) {
            suspended.add(object.key());
        }

        @Override
        public boolean observesGenerationWhenSuspended(GitRepositoryStatus status) {
            return observesWhenSuspended;
        }

        @Override
        public Cleanup cleanUp(GitRepository object, Reconciliation reconciliation) {
            cleanedUp++;
            duringCleanup.run();
            return cleanups.isEmpty() ? Cleanup.DONE : cleanups.removeFirst();
        }

        @Override
        public void statusNotWritten(ObjectKey key) {
            notWritten.add(key);
        }

        @Override
        public void forget(ObjectKey key) {
            forgotten.add(key);
        }
    }
}
