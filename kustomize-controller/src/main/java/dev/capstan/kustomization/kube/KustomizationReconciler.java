package dev.capstan.kustomization.kube;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.applier.trigger.kube.DriftReports;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunContext;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.RunStage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.kustomization.status.StatusReport;
import dev.capstan.kustomization.status.StatusReporter;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps Kustomizations true. A pass either runs, or goes on with a wait for health, or finds that there is nothing to
 * do; it never waits itself.
 */
@Vetoed // made by KustomizeController, once its parts are open
final class KustomizationReconciler implements ObjectReconciler<Kustomization, KustomizationStatus> {

    /**
     * How long a wait may go on before the status says that it does: most waits are over by then, and cost no write.
     */
    private static final Duration PROGRESS_AFTER = Duration.ofSeconds(1);

    private final ReconcilerContext<Kustomization, KustomizationStatus> context;
    private final Clock clock;
    private final ClusterParts parts;
    private final ChangeHandlers changeHandlers;
    private final PendingTriggers triggers = new PendingTriggers(System::nanoTime);
    private final ConcurrentMap<ObjectKey, HealthWaitEntry> waits = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, LastRun> lastRuns = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Cancellation> running = new ConcurrentHashMap<>();

    KustomizationReconciler(
            ReconcilerContext<Kustomization, KustomizationStatus> context, Clock clock, ClusterParts.Opener opener) {
        this.context = context;
        this.clock = clock;
        this.changeHandlers = new ChangeHandlers(context, triggers, running, lastRuns, this::order);
        this.parts = opener.open(
                key -> context.find(key)
                        .filter(it -> it.undecodable().isEmpty())
                        .map(it -> Snapshots.of(it, false)),
                changeHandlers::sourceChanged,
                changeHandlers::configChanged,
                new DriftReports(changeHandlers::drifted, changeHandlers::vanished, this::expired));
    }

    @Override
    public ReconcileResult<KustomizationStatus> reconcile(Kustomization object, Reconciliation reconciliation) {
        KnownKustomization subject =
                Snapshots.of(object, reconciliation.requestedAt().isPresent());
        Triggers causes = triggers.take(object.key());
        Optional<HealthWaitEntry> waiting = Optional.ofNullable(waits.get(object.key()));
        if (waiting.isPresent()) {
            if (isCurrent(waiting.get(), subject, causes)) {
                return goOnWaiting(object, subject, waiting.get());
            }
            giveUpWaiting(object, subject, waiting.get());
        }
        return isAtRest(subject, causes)
                ? new ReconcileResult<>(status -> status, new Requeue.After(triggers.untilDue(object.key())))
                : run(object, subject, causes);
    }

    private ReconcileResult<KustomizationStatus> run(
            Kustomization object, KnownKustomization subject, Triggers causes) {
        long startedNanos = System.nanoTime();
        var cancellation = new Cancellation();
        running.put(object.key(), cancellation);
        RunResult result;
        try {
            result = parts.run().run(subject, context(object, subject, causes, cancellation));
        } finally {
            running.remove(object.key(), cancellation);
        }
        if (cancellation.isCancelled() && result instanceof RunResult.Failed failed) {
            triggers.giveBack(object.key(), causes);
            return superseded(subject, failed);
        }
        tellDrifts(object, causes, result);
        return result instanceof RunResult.AwaitingHealth awaiting
                ? startWaiting(object, subject, awaiting, startedNanos)
                : conclude(object, subject, result, startedNanos);
    }

    private RunContext context(
            Kustomization object, KnownKustomization subject, Triggers causes, Cancellation cancellation) {
        boolean mustApply = causes.mustApply()
                || subject.isRequested()
                || triggers.untilDue(object.key()).isZero()
                || !isReady(subject.status());
        return new RunContext(
                Optional.ofNullable(lastRuns.get(object.key())),
                mustApply,
                subject.isRequested() || triggers.isDue(object.key()),
                union -> record(object, subject, union),
                cancellation);
    }

    /** Makes the intended inventory durable before anything is written, so that a crash orphans nothing. */
    private Optional<String> record(Kustomization object, KnownKustomization subject, Inventory union) {
        String revision =
                parts.offeredTo(subject).map(ArtifactVersion::revision).orElse("");
        try {
            context.writeStatus(
                    object,
                    status -> reporter(subject, Duration.ZERO)
                            .during(RunStage.APPLYING, new SourceRevision(revision, Optional.empty()), union, status));
            return Optional.empty();
        } catch (KubernetesClientException refused) {
            return Optional.of("the status could not be written: the API server answered " + refused.getCode());
        }
    }

    private ReconcileResult<KustomizationStatus> superseded(KnownKustomization subject, RunResult.Failed failed) {
        return new ReconcileResult<>(
                status -> failed.changes()
                        .map(changes -> reporter(subject, Duration.ZERO)
                                .during(RunStage.APPLYING, failed.revision(), changes.inventory(), status))
                        .orElse(status),
                new Requeue.After(Duration.ZERO));
    }

    private ReconcileResult<KustomizationStatus> startWaiting(
            Kustomization object, KnownKustomization subject, RunResult.AwaitingHealth awaiting, long startedNanos) {
        var waiting = new HealthWaitEntry(
                subject.uid(),
                subject.generation(),
                awaiting,
                parts.managed().awaitHealth(awaiting.request()),
                startedNanos);
        StatusReport begun = reporter(subject, since(startedNanos)).on(awaiting);
        begun.events()
                .forEach(it -> context.recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
        waits.put(object.key(), waiting);
        waiting.health().outcome().thenRun(() -> context.wake(object.key()));
        return waiting.outcome()
                .map(outcome -> concludeWait(object, subject, waiting, outcome))
                .orElseGet(() -> new ReconcileResult<>(
                        status -> isRecorded(awaiting, status)
                                ? status
                                : begun.status().apply(status),
                        new Requeue.After(PROGRESS_AFTER)));
    }

    private ReconcileResult<KustomizationStatus> goOnWaiting(
            Kustomization object, KnownKustomization subject, HealthWaitEntry waiting) {
        return waiting.outcome()
                .map(outcome -> concludeWait(object, subject, waiting, outcome))
                .orElseGet(() -> {
                    StatusReport report =
                            reporter(subject, since(waiting.startedNanos())).on(waiting.result());
                    return new ReconcileResult<>(report.status(), report.next());
                });
    }

    private ReconcileResult<KustomizationStatus> concludeWait(
            Kustomization object, KnownKustomization subject, HealthWaitEntry waiting, HealthOutcome outcome) {
        waits.remove(object.key(), waiting);
        RunResult result = waiting.resultAfter(outcome);
        return conclude(object, subject, result, waiting.startedNanos());
    }

    private ReconcileResult<KustomizationStatus> conclude(
            Kustomization object, KnownKustomization subject, RunResult result, long startedNanos) {
        switch (result) {
            // What still waits for finalizers is looked at again by every run.
            case RunResult.Succeeded succeeded
            when !succeeded.changes().terminating().isEmpty() -> lastRuns.remove(object.key());
            case RunResult.Succeeded succeeded -> lastRuns.put(object.key(), succeeded.lastRun());
            case RunResult.SameInputs same -> lastRuns.put(object.key(), same.lastRun());
            case RunResult.SourceNotReady _, RunResult.DependencyNotReady _, RunResult.AwaitingHealth _ -> {}
            case RunResult.Refused _, RunResult.Failed _, RunResult.Unhealthy _ -> lastRuns.remove(object.key());
        }
        StatusReport report = reporter(subject, since(startedNanos)).on(result);
        report.events()
                .forEach(it -> context.recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
        // A revision that changed nothing does not put off the next complete run.
        if (report.next() instanceof Requeue.Interval(var interval) && !(result instanceof RunResult.SameInputs)) {
            triggers.due(object.key(), interval);
        }
        return new ReconcileResult<>(
                report.status(),
                result instanceof RunResult.SameInputs
                        ? new Requeue.After(triggers.untilDue(object.key()))
                        : report.next());
    }

    private boolean isCurrent(HealthWaitEntry waiting, KnownKustomization subject, Triggers causes) {
        return !causes.mustApply() && !subject.isRequested() && waiting.isFor(subject, parts.offeredTo(subject));
    }

    private void giveUpWaiting(Kustomization object, KnownKustomization subject, HealthWaitEntry waiting) {
        waits.remove(object.key(), waiting);
        waiting.health().cancel("superseded");
        if (waiting.outcome().filter(HealthOutcome.Healthy.class::isInstance).isEmpty()) {
            String trigger = waiting.generation() == subject.generation()
                    ? subject.source().toString()
                    : "Kustomization/" + object.key();
            context.recordEvent(
                    object,
                    Severity.INFO,
                    Reason.HEALTH_CHECK_CANCELED,
                    "Health checks canceled due to new reconciliation triggered by " + trigger,
                    Map.of(EventMetadata.REVISION, waiting.result().revision().name()));
        }
    }

    /** Nothing was asked for, nothing is new, and the next complete run is not due. */
    private boolean isAtRest(KnownKustomization subject, Triggers causes) {
        LastRun lastRun = lastRuns.get(subject.key());
        return lastRun != null
                && !causes.mustApply()
                && !subject.isRequested()
                && isReady(subject.status())
                && lastRun.isFor(subject)
                && !triggers.untilDue(subject.key()).isZero()
                && parts.offeredTo(subject).filter(lastRun.version()::equals).isPresent();
    }

    private static boolean isReady(KustomizationStatus status) {
        return Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    private static boolean isRecorded(RunResult.AwaitingHealth awaiting, KustomizationStatus status) {
        return InventoryMapping.of(status).equals(awaiting.changes().inventory());
    }

    private void tellDrifts(Kustomization object, Triggers causes, RunResult result) {
        boolean isApplied = result instanceof RunResult.Succeeded || result instanceof RunResult.AwaitingHealth;
        if (isApplied && !causes.drifts().isEmpty()) {
            String what =
                    causes.drifts().stream().map(Drift::message).distinct().collect(Collectors.joining("\n"));
            context.recordEvent(
                    object,
                    Severity.INFO,
                    Reason.DRIFT_CORRECTED,
                    "Drift corrected:\n" + what,
                    revisionOf(object)
                            .map(it -> Map.of(EventMetadata.REVISION, it))
                            .orElse(Map.of()));
        } else if (!isApplied) {
            triggers.giveBack(object.key(), causes);
        }
    }

    /** An object did its work and is gone: who wonders why it is missing finds it in the events. */
    private void expired(ObjectKey key, ObjectId id) {
        context.find(key)
                .ifPresent(object -> context.recordEvent(
                        object,
                        Severity.INFO,
                        Reason.RECONCILIATION_SUCCEEDED,
                        id.display()
                                + " had finished and was removed because its time to live is over; it is applied again with a new"
                                + " revision or at the next interval",
                        revisionOf(object)
                                .map(it -> Map.of(EventMetadata.REVISION, it))
                                .orElse(Map.of())));
    }

    private static Optional<String> revisionOf(Kustomization object) {
        return Optional.ofNullable(object.getStatus()).map(KustomizationStatus::lastAppliedRevision);
    }

    private StatusReporter reporter(KnownKustomization subject, Duration took) {
        return new StatusReporter(
                subject, Timing.of(subject.spec()), parts.dependencyInterval(), clock.instant(), took);
    }

    private static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public Cleanup cleanUp(Kustomization object, Reconciliation reconciliation) {
        Optional.ofNullable(waits.remove(object.key()))
                .ifPresent(waiting -> waiting.health().cancel("deleted"));
        KnownKustomization subject = Snapshots.of(object, false);
        return switch (parts.deletion().of(subject, deletedSince(object))) {
            case Deletion.Finished(var told) -> {
                told.forEach(
                        it -> context.recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
                yield Cleanup.DONE;
            }
            case Deletion.NotYet _ -> new Cleanup.NotYet(Duration.ofSeconds(2));
            case Deletion.Stuck(var message) -> {
                context.recordEvent(object, Severity.ERROR, Reason.PRUNE_FAILED, message, Map.of());
                context.writeStatus(
                        object, status -> reporter(subject, Duration.ZERO).stuckDeletion(message, status));
                yield new Cleanup.Failed(message);
            }
        };
    }

    private Duration deletedSince(Kustomization object) {
        return Duration.between(java.time.Instant.parse(object.getMetadata().getDeletionTimestamp()), clock.instant());
    }

    @Override
    public boolean isSuspended(Kustomization object) {
        return object.getSpec().suspend();
    }

    @Override
    public void suspend(Kustomization object) {
        Optional.ofNullable(waits.remove(object.key()))
                .ifPresent(waiting -> waiting.health().cancel("suspended"));
    }

    @Override
    public boolean observesGenerationWhenSuspended(KustomizationStatus status) {
        Conditions conditions = Conditions.of(status.conditions());
        return conditions.isTrue(Condition.READY) || conditions.isTrue(Condition.STALLED);
    }

    @Override
    public void forget(ObjectKey key) {
        Optional.ofNullable(waits.remove(key))
                .ifPresent(waiting -> waiting.health().cancel("deleted"));
        lastRuns.remove(key);
        triggers.forget(key);
    }

    @Override
    public Map<String, Function<Kustomization, List<String>>> indexers() {
        return KustomizationIndexes.ALL;
    }

    private DependentOrder order() {
        return parts.order();
    }

    @Override
    public void onChange(Kustomization changed, Kustomization before) {
        changeHandlers.changed(changed, before);
    }
}
