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
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.kustomization.run.Attempt;
import dev.capstan.kustomization.run.ChangedFirst;
import dev.capstan.kustomization.run.Ended;
import dev.capstan.kustomization.run.Occasion;
import dev.capstan.kustomization.run.RunMemory;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.Stage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.ArtifactVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.snapshot.SourceKey;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.kustomization.status.Reporter;
import dev.capstan.kustomization.status.StatusReport;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps Kustomizations true. A pass either runs, or goes on with a wait for health, or finds that there is nothing to do;
 * it never waits itself.
 */
@Vetoed // made by KustomizeController, once its parts are open
final class KustomizationReconciler extends KindReconciler<Kustomization, KustomizationStatus> {

    /** How long a wait may go on before the status says that it does: most waits are over by then, and cost no write. */
    private static final Duration PROGRESS_AFTER = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final Reactions reactions;
    private final Wakening wakening = new Wakening();
    private final ConcurrentMap<ObjectKey, Waiting> waits = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, RunMemory> memories = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Cancellation> running = new ConcurrentHashMap<>();

    KustomizationReconciler(ControllerIdentity identity, ReconcilerServices services, Workshop.Opener opener) {
        super(identity, new KustomizationStatusType(), services);
        this.reactions = new Reactions(this, wakening, running, memories, this::order);
        this.workshop = opener.open(
                key -> find(key).filter(it -> it.undecodable().isEmpty()).map(it -> Snapshots.of(it, false)),
                reactions::sourceChanged,
                reactions::configChanged,
                new DriftReports(reactions::drifted, reactions::vanished));
    }

    @Override
    protected ReconcileResult<KustomizationStatus> reconcile(Kustomization object, Reconciliation reconciliation) {
        KnownKustomization subject =
                Snapshots.of(object, reconciliation.requestedAt().isPresent());
        Wakening.Causes causes = wakening.take(object.key());
        Optional<Waiting> waiting = Optional.ofNullable(waits.get(object.key()));
        if (waiting.isPresent()) {
            if (isCurrent(waiting.get(), subject, causes)) {
                return goOnWaiting(object, subject, waiting.get());
            }
            giveUpWaiting(object, subject, waiting.get());
        }
        return isAtRest(subject, causes)
                ? new ReconcileResult<>(status -> status, new Requeue.After(wakening.untilDue(object.key())))
                : run(object, subject, causes);
    }

    private ReconcileResult<KustomizationStatus> run(
            Kustomization object, KnownKustomization subject, Wakening.Causes causes) {
        long startedNanos = System.nanoTime();
        var cancellation = new Cancellation();
        running.put(object.key(), cancellation);
        Ended ended;
        try {
            ended = workshop.run().run(subject, occasion(object, subject, causes, cancellation));
        } finally {
            running.remove(object.key(), cancellation);
        }
        if (cancellation.isCancelled() && ended.result() instanceof RunResult.Failed failed) {
            wakening.giveBack(object.key(), causes);
            return superseded(subject, failed);
        }
        tellDrifts(object, causes, ended.result());
        return ended.result() instanceof RunResult.AwaitingHealth awaiting
                ? startWaiting(object, subject, awaiting, ended.memory(), startedNanos)
                : conclude(object, subject, ended, startedNanos);
    }

    private Occasion occasion(
            Kustomization object, KnownKustomization subject, Wakening.Causes causes, Cancellation cancellation) {
        boolean mustApply = causes.mustApply()
                || subject.isRequested()
                || wakening.untilDue(object.key()).isZero()
                || !isReady(subject.status());
        return new Occasion(
                Optional.ofNullable(memories.get(object.key())),
                mustApply,
                union -> record(object, subject, union),
                cancellation);
    }

    /** Makes the intended inventory durable before anything is written, so that a crash orphans nothing. */
    private Optional<String> record(Kustomization object, KnownKustomization subject, Inventory union) {
        String revision =
                workshop.offeredTo(subject).map(ArtifactVersion::revision).orElse("");
        try {
            writeStatus(
                    object,
                    status -> reporter(subject, Duration.ZERO)
                            .during(Stage.APPLYING, new Attempt(revision, Optional.empty()), union, status));
            return Optional.empty();
        } catch (KubernetesClientException refused) {
            return Optional.of("the status could not be written: the API server answered " + refused.getCode());
        }
    }

    private ReconcileResult<KustomizationStatus> superseded(KnownKustomization subject, RunResult.Failed failed) {
        return new ReconcileResult<>(
                status -> failed.written()
                        .map(written -> reporter(subject, Duration.ZERO)
                                .during(Stage.APPLYING, failed.attempt(), written.inventory(), status))
                        .orElse(status),
                new Requeue.After(Duration.ZERO));
    }

    private ReconcileResult<KustomizationStatus> startWaiting(
            Kustomization object,
            KnownKustomization subject,
            RunResult.AwaitingHealth awaiting,
            Optional<RunMemory> memory,
            long startedNanos) {
        var waiting = new Waiting(
                subject.uid(),
                subject.generation(),
                awaiting,
                memory,
                workshop.managed().awaitHealth(awaiting.request()),
                startedNanos);
        StatusReport begun = reporter(subject, since(startedNanos)).on(awaiting);
        begun.announcements()
                .forEach(it -> recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
        waits.put(object.key(), waiting);
        waiting.health().outcome().thenRun(() -> wake(object.key()));
        return waiting.outcome()
                .map(outcome -> concludeWait(object, subject, waiting, outcome))
                .orElseGet(() -> new ReconcileResult<>(
                        status -> isRecorded(awaiting, status)
                                ? status
                                : begun.status().apply(status),
                        new Requeue.After(PROGRESS_AFTER)));
    }

    private ReconcileResult<KustomizationStatus> goOnWaiting(
            Kustomization object, KnownKustomization subject, Waiting waiting) {
        return waiting.outcome()
                .map(outcome -> concludeWait(object, subject, waiting, outcome))
                .orElseGet(() -> {
                    StatusReport report =
                            reporter(subject, since(waiting.startedNanos())).on(waiting.result());
                    return new ReconcileResult<>(report.status(), report.next());
                });
    }

    private ReconcileResult<KustomizationStatus> concludeWait(
            Kustomization object, KnownKustomization subject, Waiting waiting, HealthOutcome outcome) {
        waits.remove(object.key(), waiting);
        RunResult result = waiting.resultAfter(outcome);
        return conclude(object, subject, new Ended(result, waiting.memory()), waiting.startedNanos());
    }

    private ReconcileResult<KustomizationStatus> conclude(
            Kustomization object, KnownKustomization subject, Ended ended, long startedNanos) {
        switch (ended.result()) {
            // What still waits for finalizers is looked at again by every run.
            case RunResult.Succeeded succeeded
            when !succeeded.written().terminating().isEmpty() -> memories.remove(object.key());
            case RunResult.Succeeded _, RunResult.SameInputs _ ->
                ended.memory().ifPresent(memory -> memories.put(object.key(), memory));
            case RunResult.SourceNotReady _, RunResult.DependencyNotReady _, RunResult.AwaitingHealth _ -> {}
            case RunResult.Refused _, RunResult.Failed _, RunResult.Unhealthy _ -> memories.remove(object.key());
        }
        StatusReport report = reporter(subject, since(startedNanos)).on(ended.result());
        report.announcements()
                .forEach(it -> recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
        // A revision that changed nothing does not put off the next complete run.
        if (report.next() instanceof Requeue.Interval(var interval)
                && !(ended.result() instanceof RunResult.SameInputs)) {
            wakening.due(object.key(), interval);
        }
        return new ReconcileResult<>(
                report.status(),
                ended.result() instanceof RunResult.SameInputs
                        ? new Requeue.After(wakening.untilDue(object.key()))
                        : report.next());
    }

    private boolean isCurrent(Waiting waiting, KnownKustomization subject, Wakening.Causes causes) {
        return !causes.mustApply() && !subject.isRequested() && waiting.isFor(subject, workshop.offeredTo(subject));
    }

    private void giveUpWaiting(Kustomization object, KnownKustomization subject, Waiting waiting) {
        waits.remove(object.key(), waiting);
        waiting.health().cancel("superseded");
        if (waiting.outcome().filter(HealthOutcome.Healthy.class::isInstance).isEmpty()) {
            String trigger = waiting.generation() == subject.generation()
                    ? SourceKey.of(subject.spec().sourceRef(), object.key().namespace())
                            .toString()
                    : "Kustomization/" + object.key();
            recordEvent(
                    object,
                    Severity.INFO,
                    Reason.HEALTH_CHECK_CANCELED,
                    "Health checks canceled due to new reconciliation triggered by " + trigger,
                    Map.of(EventMetadata.REVISION, waiting.result().attempt().revision()));
        }
    }

    /** Nothing was asked for, nothing is new, and the next complete run is not due. */
    private boolean isAtRest(KnownKustomization subject, Wakening.Causes causes) {
        RunMemory memory = memories.get(subject.key());
        return memory != null
                && !causes.mustApply()
                && !subject.isRequested()
                && isReady(subject.status())
                && memory.isFor(subject)
                && !wakening.untilDue(subject.key()).isZero()
                && workshop.offeredTo(subject).filter(memory.version()::equals).isPresent();
    }

    private static boolean isReady(KustomizationStatus status) {
        return Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    private static boolean isRecorded(RunResult.AwaitingHealth awaiting, KustomizationStatus status) {
        return InventoryMapping.of(status).equals(awaiting.written().inventory());
    }

    private void tellDrifts(Kustomization object, Wakening.Causes causes, RunResult result) {
        boolean isApplied = result instanceof RunResult.Succeeded || result instanceof RunResult.AwaitingHealth;
        if (isApplied && !causes.drifts().isEmpty()) {
            String what =
                    causes.drifts().stream().map(Drift::message).distinct().collect(Collectors.joining("\n"));
            recordEvent(
                    object,
                    Severity.INFO,
                    Reason.DRIFT_CORRECTED,
                    "Drift corrected:\n" + what,
                    revisionOf(object)
                            .map(it -> Map.of(EventMetadata.REVISION, it))
                            .orElse(Map.of()));
        } else if (!isApplied) {
            wakening.giveBack(object.key(), causes);
        }
    }

    private static Optional<String> revisionOf(Kustomization object) {
        return Optional.ofNullable(object.getStatus()).map(KustomizationStatus::lastAppliedRevision);
    }

    private Reporter reporter(KnownKustomization subject, Duration took) {
        return new Reporter(
                subject,
                Timing.of(subject.spec()),
                workshop.dependencyInterval(),
                services().clock().instant(),
                took);
    }

    private static Duration since(long startedNanos) {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    protected Cleanup cleanUp(Kustomization object, Reconciliation reconciliation) {
        Optional.ofNullable(waits.remove(object.key()))
                .ifPresent(waiting -> waiting.health().cancel("deleted"));
        KnownKustomization subject = Snapshots.of(object, false);
        return switch (workshop.deletion().of(subject, deletedSince(object))) {
            case Deletion.Finished(var told) -> {
                told.forEach(it -> recordEvent(object, it.severity(), it.reason(), it.message(), it.metadata()));
                yield Cleanup.DONE;
            }
            case Deletion.NotYet _ -> new Cleanup.NotYet(Duration.ofSeconds(2));
            case Deletion.Stuck(var message) -> {
                recordEvent(object, Severity.ERROR, Reason.PRUNE_FAILED, message, Map.of());
                writeStatus(object, status -> reporter(subject, Duration.ZERO).stuckDeletion(message, status));
                yield new Cleanup.Failed(message);
            }
        };
    }

    private Duration deletedSince(Kustomization object) {
        return Duration.between(
                java.time.Instant.parse(object.getMetadata().getDeletionTimestamp()),
                services().clock().instant());
    }

    @Override
    protected boolean isSuspended(Kustomization object) {
        boolean isSuspended = object.getSpec().suspend();
        if (isSuspended) {
            Optional.ofNullable(waits.remove(object.key()))
                    .ifPresent(waiting -> waiting.health().cancel("suspended"));
        }
        return isSuspended;
    }

    @Override
    protected boolean observesGenerationWhenSuspended(KustomizationStatus status) {
        Conditions conditions = Conditions.of(status.conditions());
        return conditions.isTrue(Condition.READY) || conditions.isTrue(Condition.STALLED);
    }

    @Override
    protected void forget(ObjectKey key) {
        Optional.ofNullable(waits.remove(key))
                .ifPresent(waiting -> waiting.health().cancel("deleted"));
        memories.remove(key);
        wakening.forget(key);
    }

    @Override
    protected Map<String, Function<Kustomization, List<String>>> indexers() {
        return KustomizationIndexes.ALL;
    }

    private ChangedFirst order() {
        return workshop.order();
    }

    @Override
    protected void onChange(Kustomization changed, Kustomization before) {
        reactions.changed(changed, before);
    }

    /** Ends the watches. */
    void close() {
        workshop.close();
    }
}
