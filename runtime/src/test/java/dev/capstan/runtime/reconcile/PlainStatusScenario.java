package dev.capstan.runtime.reconcile;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.object.FakeObjectClient;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.object.StatusPlace;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.FakeTimers;
import dev.capstan.runtime.schedule.Jitter;
import dev.capstan.runtime.status.ReadyState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A dispatcher of Applications over objects and timers of the test. */
abstract class PlainStatusScenario {
    static final String DELETED = ", deletionTimestamp: '2026-03-04T00:00:00Z'";
    static final ObjectKey KEY = new ObjectKey("argocd", "one");
    static final ApplicationStatus INITIAL = new ApplicationStatus(
            null, null, List.of(), null, List.of(), List.of(), null, null, null, null, List.of(), null, null, null);

    private static final String YAML = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: %s, namespace: argocd, generation: 7%s}
            spec: {project: %s, destination: {name: in-cluster}}
            %s
            """;

    final FakeObjectClient<Application> objects = new FakeObjectClient<>(Application.class);
    final FakeTimers<ObjectKey> timers = new FakeTimers<>();
    final Scripted reconciler = new Scripted();
    final FairGate gate = new FairGate(1);

    private final KindConventions<Application, ApplicationStatus> conventions = KindConventions.plain(
                    Application.class, INITIAL, new ReconciledAt())
            .withFinalizers(new FinalizerPolicy.GivenByUsers(name -> name.endsWith("example.com")))
            .withRequests(new RequestPolicy.TakenOff("example.com/refresh", Set.of("example.com/since")))
            .withTriggers((changed, before) -> !changed.getSpec().equals(before.getSpec()))
            .withStatusPlace(StatusPlace.FIELD)
            .withTurn(app -> app.getSpec() == null ? "" : app.getSpec().project());

    private final Outages outages = new Outages();

    final ReconciliationDispatcher<Application, ApplicationStatus> dispatcher = new ReconciliationDispatcher<>(
            conventions,
            reconciler,
            objects,
            (about, severity, reason, message, facts) -> {},
            new RequeueTimers(
                    timers,
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    new Jitter(0, RandomGenerator.getDefault()),
                    outages),
            outages,
            gate,
            new ReconcileMetrics(new SimpleMeterRegistry()),
            Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC));

    final Application create(String metadata) {
        return create(metadata, "");
    }

    final Application create(String metadata, String more) {
        return create("one", "default", metadata, more);
    }

    final Application create(String name, String project, String metadata, String more) {
        return objects.create(YAML.formatted(name, metadata, project, more));
    }

    final void dispatch(Application app) {
        dispatcher.reconcile(app, false);
    }

    final boolean triggers(Application changed, Application before) {
        return TriggerRule.triggersReconcile(conventions, changed, before);
    }

    static UnaryOperator<ApplicationStatus> at(String time) {
        return it -> new ApplicationStatus(
                it.sync(),
                it.health(),
                it.resources(),
                it.resourceHealthSource(),
                it.conditions(),
                it.history(),
                it.operationState(),
                time,
                it.observedAt(),
                it.sourceType(),
                it.sourceTypes(),
                it.summary(),
                it.controllerNamespace(),
                it.sourceHydrator());
    }

    /** Writes when it was called for the last time. */
    static final class Scripted implements ObjectReconciler<Application, ApplicationStatus> {
        final List<Reconciliation> calls = new ArrayList<>();
        final List<String> names = new CopyOnWriteArrayList<>();
        final List<Cleanup> cleanups = new ArrayList<>();
        final List<ObjectKey> notWritten = new ArrayList<>();
        Consumer<Application> during = seen -> {};
        ObjectEdit edit = ObjectEdit.NONE;
        String status = "1";
        boolean isPostponing;
        int cleanedUp;

        @Override
        public ReconcileResult<ApplicationStatus> reconcile(Application object, Reconciliation reconciliation) {
            calls.add(reconciliation);
            names.add(object.key().name());
            during.accept(object);
            if (isPostponing) {
                return ReconcileResult.postponed(new Requeue.After(Duration.ofSeconds(1)));
            }
            UnaryOperator<ApplicationStatus> change = status.equals("none") ? UnaryOperator.identity() : at(status);
            return new ReconcileResult<>(change, edit, new Requeue.OnChange());
        }

        @Override
        public boolean isSuspended(Application object) {
            return object.annotation("example.com/suspended").isPresent();
        }

        @Override
        public Optional<UnaryOperator<ApplicationStatus>> unreadable(Application object, String why, Instant now) {
            return isSuspended(object) ? Optional.empty() : Optional.of(at(why));
        }

        @Override
        public Cleanup cleanUp(Application object, Reconciliation reconciliation) {
            cleanedUp++;
            return cleanups.removeFirst();
        }

        @Override
        public void statusNotWritten(ObjectKey key) {
            notWritten.add(key);
        }
    }

    /** Keeps the reason of a failure where a test can read it. */
    private static final class ReconciledAt implements StatusConventions<ApplicationStatus> {
        @Override
        public Optional<String> handledRequest(ApplicationStatus status) {
            return Optional.empty();
        }

        @Override
        public ApplicationStatus withHandledRequest(ApplicationStatus status, String request) {
            throw new AssertionError("Requests are taken off, and " + request + " is not noted");
        }

        @Override
        public ApplicationStatus withObservedGeneration(ApplicationStatus status, long generation) {
            return status;
        }

        @Override
        public ApplicationStatus with(ApplicationStatus status, ReadyState state, long generation, Instant now) {
            return at(Objects.requireNonNull(state.message())).apply(status);
        }
    }
}
