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
import dev.capstan.applier.handover.HandOvers;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.applier.state.ObjectState;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.drift.Drift;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.DeletionLimit;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunContext;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.RunStage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.kustomization.status.KustomizationEvent;
import dev.capstan.kustomization.status.StatusReport;
import dev.capstan.kustomization.status.StatusReporter;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps Kustomizations true. A reconciliation either runs, or goes on with a wait for health, or finds that there is nothing
 * to do; it never waits itself.
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
    private final ObjectStates<LastRun, HealthWaitEntry> states;
    private final PendingTriggers triggers;
    private final HandOvers handOvers;
    private final ChangeHandlers changeHandlers;
    private final BuildWarningReports buildWarnings = new BuildWarningReports();

    /**
     * @param states what is done for each Kustomization; read by the handlers, too
     * @param triggers why each is reconciled; filled by the handlers
     * @param handOvers who waits for whom
     */
    KustomizationReconciler(
            ReconcilerContext<Kustomization, KustomizationStatus> context,
            Clock clock,
            ClusterParts parts,
            ObjectStates<LastRun, HealthWaitEntry> states,
            PendingTriggers triggers,
            HandOvers handOvers,
            ChangeHandlers changeHandlers) {
        this.context = context;
        this.clock = clock;
        this.parts = parts;
        this.states = states;
        this.triggers = triggers;
        this.handOvers = handOvers;
        this.changeHandlers = changeHandlers;
    }

    @Override
    public ReconcileResult<KustomizationStatus> reconcile(Kustomization object, Reconciliation reconciliation) {
        KnownKustomization subject =
                Snapshots.of(object, reconciliation.requestedAt().isPresent());
        parts.dependencies().names(object.key(), KustomizationIndexes.foreignDependenciesOf(object));
        parts.watchedKeys().names(object.key(), parts.keyChanges().secretsOf(object));
        Triggers causes = triggers.take(object.key());
        ObjectState<LastRun, HealthWaitEntry> state = states.of(object.key());
        if (state instanceof ObjectState.AwaitingHealth<LastRun, HealthWaitEntry>(var wait, var _)) {
            if (isCurrent(wait, subject, causes)) {
                return goOnWaiting(object, subject, wait, causes);
            }
            giveUpWaiting(object, subject, wait);
        }
        return isAtRest(subject, causes)
                ? new ReconcileResult<>(status -> status, new Requeue.After(triggers.untilDue(object.key())))
                : run(object, subject, causes);
    }

    private ReconcileResult<KustomizationStatus> run(
            Kustomization object, KnownKustomization subject, Triggers causes) {
        long startedNanos = System.nanoTime();
        var cancellation = new Cancellation();
        RunContext runContext = runContext(object, subject, causes, cancellation);
        states.begin(object.key(), cancellation);
        triggers.asksForDependencies(object.key());
        boolean wasAskedForKeys = parts.keyChanges().settle(object.key());
        RunResult result;
        try {
            result = parts.run().run(subject, runContext);
        } catch (RuntimeException | Error unexpected) {
            triggers.giveBack(object.key(), causes);
            if (wasAskedForKeys) {
                parts.keyChanges().giveBack(object.key());
            }
            throw unexpected;
        } finally {
            states.settle(object.key());
        }
        lookAgainAtRemnants(subject, result);
        if (!(result instanceof RunResult.DependencyNotReady)) {
            triggers.needsNoDependency(object.key());
        }
        if (cancellation.isCancelled() && result instanceof RunResult.Failed failed) {
            triggers.giveBack(object.key(), causes);
            return superseded(subject, failed);
        }
        recordDrifts(object, causes, result);
        return result instanceof RunResult.AwaitingHealth awaiting
                ? startWaiting(object, subject, awaiting, startedNanos)
                : conclude(object, subject, result, startedNanos);
    }

    /** What changed after the run had looked at it is still in what is recorded. A note of an earlier run costs one look. */
    private void lookAgainAtRemnants(KnownKustomization subject, RunResult result) {
        Set<ObjectId> changed = triggers.takeRemnantsOfRun(subject.key());
        if (changed.isEmpty()) {
            return;
        }
        Inventory recorded = result.inCluster()
                .map(ClusterChanges::inventory)
                .orElseGet(() -> InventoryMapping.of(subject.status()));
        if (changed.stream().anyMatch(recorded::contains)) {
            triggers.remnantChanged(subject.key());
            context.wake(subject.key());
        }
    }

    private RunContext runContext(
            Kustomization object, KnownKustomization subject, Triggers causes, Cancellation cancellation) {
        boolean mustApply = causes.mustApply()
                || subject.isRequested()
                || triggers.untilDue(object.key()).isZero()
                || !isReady(subject.status());
        return new RunContext(
                states.of(object.key()).lastRun(),
                mustApply,
                subject.isRequested() || triggers.isDue(object.key()),
                (revision, warnings) ->
                        buildWarnings.newsOf(subject, revision, warnings).ifPresent(it -> recordEvent(object, it)),
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
        var wait = new HealthWaitEntry(
                subject.uid(),
                subject.generation(),
                awaiting,
                awaiting.waits().await(awaiting.request()),
                startedNanos);
        StatusReport begun = reporter(subject, since(startedNanos)).on(awaiting);
        recordEvents(object, begun.events());
        states.await(object.key(), wait);
        wait.health().outcome().thenRun(() -> context.wake(object.key()));
        return wait.outcome()
                .map(outcome -> concludeWait(object, subject, wait, outcome))
                .orElseGet(() -> new ReconcileResult<>(
                        status -> isRecorded(awaiting, status)
                                ? status
                                : begun.status().apply(status),
                        new Requeue.After(PROGRESS_AFTER)));
    }

    private ReconcileResult<KustomizationStatus> goOnWaiting(
            Kustomization object, KnownKustomization subject, HealthWaitEntry wait, Triggers causes) {
        // What left the set, or new keys, do not end a wait for health; a run of its own looks at them afterwards.
        triggers.giveBack(object.key(), causes);
        return wait.outcome()
                .map(outcome -> concludeWait(object, subject, wait, outcome))
                .map(concluded ->
                        causes.concernsRemnants() || parts.keyChanges().isPending(object.key())
                                ? new ReconcileResult<>(concluded.status(), new Requeue.After(Duration.ZERO))
                                : concluded)
                .orElseGet(() -> {
                    StatusReport report =
                            reporter(subject, since(wait.startedNanos())).on(wait.result());
                    return new ReconcileResult<>(report.status(), report.next());
                });
    }

    private ReconcileResult<KustomizationStatus> concludeWait(
            Kustomization object, KnownKustomization subject, HealthWaitEntry wait, HealthOutcome outcome) {
        states.settle(object.key());
        return conclude(object, subject, wait.resultAfter(outcome), wait.startedNanos());
    }

    private ReconcileResult<KustomizationStatus> conclude(
            Kustomization object, KnownKustomization subject, RunResult result, long startedNanos) {
        switch (result) {
            // What still waits for finalizers, for somebody's leave or for a new owner is looked at again by every run.
            case RunResult.Succeeded succeeded when !succeeded.changes().isCleared() -> states.idle(object.key());
            case RunResult.Succeeded succeeded -> states.rest(object.key(), succeeded.lastRun());
            case RunResult.SameInputs same -> states.rest(object.key(), same.lastRun());
            case RunResult.SourceNotReady _, RunResult.DependencyNotReady _, RunResult.AwaitingHealth _ -> {}
            case RunResult.Refused _, RunResult.Failed _, RunResult.Unhealthy _ -> states.idle(object.key());
        }
        StatusReport report = reporter(subject, since(startedNanos)).on(result);
        recordEvents(object, report.events());
        // A revision that changed nothing does not put off the next complete run.
        if (result instanceof RunResult.SameInputs) {
            return new ReconcileResult<>(report.status(), new Requeue.After(triggers.untilDue(object.key())));
        }
        if (report.next() instanceof Requeue.Interval(var interval)) {
            triggers.due(object.key(), interval);
        }
        return new ReconcileResult<>(report.status(), report.next());
    }

    private boolean isCurrent(HealthWaitEntry wait, KnownKustomization subject, Triggers causes) {
        return !causes.endsWait() && !subject.isRequested() && wait.isFor(subject, parts.offeredTo(subject));
    }

    private void giveUpWaiting(Kustomization object, KnownKustomization subject, HealthWaitEntry wait) {
        endWait(object.key(), "superseded");
        if (!wait.isHealthy()) {
            String trigger = wait.generation() == subject.generation()
                    ? subject.source().toString()
                    : "Kustomization/" + object.key();
            recordEvent(
                    object,
                    new KustomizationEvent(
                            Severity.INFO,
                            Reason.HEALTH_CHECK_CANCELED,
                            "Health checks canceled due to new reconciliation triggered by " + trigger,
                            Map.of(
                                    EventMetadata.REVISION,
                                    wait.result().revision().name())));
        }
    }

    private void endWait(ObjectKey key, String reason) {
        states.endWait(key).ifPresent(wait -> wait.health().cancel(reason));
    }

    /** Nothing was asked for, nothing is new, and the next complete run is not due. */
    private boolean isAtRest(KnownKustomization subject, Triggers causes) {
        return !causes.mustApply()
                && !subject.isRequested()
                && !parts.keyChanges().isPending(subject.key())
                && isReady(subject.status())
                && !triggers.untilDue(subject.key()).isZero()
                && states.of(subject.key())
                        .lastRun()
                        .filter(lastRun -> lastRun.isFor(subject)
                                && parts.offeredTo(subject)
                                        .filter(lastRun.version()::equals)
                                        .isPresent())
                        .isPresent();
    }

    private static boolean isReady(KustomizationStatus status) {
        return Conditions.of(status.conditions()).isTrue(Condition.READY);
    }

    private static boolean isRecorded(RunResult.AwaitingHealth awaiting, KustomizationStatus status) {
        return InventoryMapping.of(status).equals(awaiting.changes().inventory());
    }

    private void recordDrifts(Kustomization object, Triggers causes, RunResult result) {
        boolean isApplied = result instanceof RunResult.Succeeded || result instanceof RunResult.AwaitingHealth;
        if (isApplied && !causes.drifts().isEmpty()) {
            String what =
                    causes.drifts().stream().map(Drift::message).distinct().collect(Collectors.joining("\n"));
            recordEvent(
                    object,
                    new KustomizationEvent(
                            Severity.INFO,
                            Reason.DRIFT_CORRECTED,
                            "Drift corrected:\n" + what,
                            revisionOf(object)
                                    .map(it -> Map.of(EventMetadata.REVISION, it))
                                    .orElse(Map.of())));
        } else if (!isApplied) {
            triggers.giveBack(object.key(), causes);
        }
    }

    private static Optional<String> revisionOf(Kustomization object) {
        return Optional.ofNullable(object.getStatus()).map(KustomizationStatus::lastAppliedRevision);
    }

    private void recordEvents(Kustomization object, List<KustomizationEvent> events) {
        events.forEach(event -> recordEvent(object, event));
    }

    private void recordEvent(Kustomization object, KustomizationEvent event) {
        context.recordEvent(object, event.severity(), event.reason(), event.message(), event.metadata());
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
        endWait(object.key(), "deleted");
        KnownKustomization subject = Snapshots.of(object, false);
        handOvers.decided(subject.id());
        return switch (parts.deletion().of(subject, deletedSince(object))) {
            case Deletion.Finished(var events) -> {
                recordEvents(object, events);
                parts.targets().release(object.key());
                yield Cleanup.DONE;
            }
            case Deletion.HandingOver(var message, var atMost, var remaining, var events) -> {
                recordEvents(object, events);
                context.writeStatus(
                        object, status -> reporter(subject, Duration.ZERO).handingOver(message, remaining, status));
                yield new Cleanup.NotYet(atMost);
            }
            case Deletion.NotYet _ -> new Cleanup.NotYet(Duration.ofSeconds(2));
            case Deletion.Stuck(var message) -> {
                recordEvent(object, new KustomizationEvent(Severity.ERROR, Reason.PRUNE_FAILED, message, Map.of()));
                context.writeStatus(
                        object, status -> reporter(subject, Duration.ZERO).stuckDeletion(message, status));
                yield new Cleanup.Failed(message);
            }
        };
    }

    private Duration deletedSince(Kustomization object) {
        return Duration.between(Instant.parse(object.getMetadata().getDeletionTimestamp()), clock.instant());
    }

    /** What is remembered would otherwise count as told, and nothing would be left to do. */
    @Override
    public void statusNotWritten(ObjectKey key) {
        endWait(key, "its status could not be written");
        states.idle(key);
    }

    @Override
    public boolean isSuspended(Kustomization object) {
        return object.getSpec().suspend();
    }

    @Override
    public void suspend(Kustomization object) {
        endWait(object.key(), "suspended");
        parts.dependencies().names(object.key(), Set.of());
        parts.watchedKeys().names(object.key(), Set.of());
        parts.targets().release(object.key());
        handOvers.decided(idOf(object.key()));
    }

    @Override
    public boolean observesGenerationWhenSuspended(KustomizationStatus status) {
        Conditions conditions = Conditions.of(status.conditions());
        return conditions.isTrue(Condition.READY) || conditions.isTrue(Condition.STALLED);
    }

    @Override
    public void forget(ObjectKey key) {
        endWait(key, "deleted");
        parts.targets().release(key);
        parts.dependencies().names(key, Set.of());
        states.idle(key);
        triggers.forget(key);
        parts.built().forget(key);
        parts.watchedKeys().names(key, Set.of());
        parts.keyChanges().settle(key);
        buildWarnings.forget(key);
        handOvers.forget(idOf(key));
    }

    private static ObjectId idOf(ObjectKey key) {
        return KnownKustomization.idOf(key);
    }

    @Override
    public Map<String, Function<Kustomization, List<String>>> indexers() {
        return KustomizationIndexes.ALL;
    }

    @Override
    public void onChange(Kustomization changed, Kustomization before) {
        changeHandlers.statusChanged(changed, before);
        if (!Objects.equals(
                changed.getMetadata().getGeneration(), before.getMetadata().getGeneration())) {
            handOvers.decided(idOf(changed.key()));
        }
        if (DeletionLimit.isChanged(before.annotations(), changed.annotations())) {
            context.wake(changed.key());
        }
        if (!Objects.equals(
                before.annotations().get(FileDecryption.MAC_ANNOTATION),
                changed.annotations().get(FileDecryption.MAC_ANNOTATION))) {
            parts.keyChanges().changed(changed.key());
        }
    }
}
