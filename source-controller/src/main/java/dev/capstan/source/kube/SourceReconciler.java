package dev.capstan.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the artifacts of one kind of source up to date, in three steps: the storage, the update of the kind, the status with its
 * events.
 */
@Vetoed // made by SourceController, one for every kind
final class SourceReconciler<T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>, F>
        implements ObjectReconciler<T, S> {
    private static final String DEPENDS_ON = "dependsOn";
    private static final String UPSTREAM = "upstream";
    private static final Duration DEPENDENCY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final ReconcilerContext<T, S> context;
    private final SourceKind<T, S, F> kind;
    private final ArtifactStore store;
    private final ServedArtifacts artifacts;
    private final StorageStep<T, S> storage;
    private final FailureCounter failures;
    private final Dependents dependents;
    private final SharedChecks checks;

    SourceReconciler(
            ReconcilerContext<T, S> context,
            SourceKind<T, S, F> kind,
            ArtifactStore store,
            ServedArtifacts artifacts,
            FailureCounter failures,
            Dependents dependents,
            SharedChecks checks) {
        this.context = context;
        this.kind = kind;
        this.store = store;
        this.artifacts = artifacts;
        this.storage = new StorageStep<>(context, kind, store, artifacts);
        this.failures = failures;
        this.dependents = dependents;
        this.checks = checks;
        dependents.add(source ->
                context.indexed(DEPENDS_ON, source.toString()).forEach(dependent -> context.wake(dependent.key())));
    }

    @Override
    public Map<String, Function<T, List<String>>> indexers() {
        return Map.of(DEPENDS_ON, this::neededBy, UPSTREAM, this::followed);
    }

    private List<String> followed(T object) {
        return object.undecodable().isPresent()
                ? List.of()
                : kind.upstream(object).stream().toList();
    }

    private List<String> neededBy(T object) {
        return object.undecodable().isPresent()
                ? List.of()
                : kind.dependsOn(object).stream().map(ObjectReference::toString).toList();
    }

    /**
     * Objects that depend on another follow its artifact; while it has none, they keep what they have. They follow the spec of one that
     * is data for them.
     */
    @Override
    public void onChange(T changed, T before) {
        var offer = offerOf(changed);
        if ((offer.isPresent() && !offer.equals(offerOf(before))) || isOtherData(changed, before)) {
            dependents.wakeThoseOf(changed.ref());
        }
        if (kind.asksForUpdate(changed, before)) {
            context.wake(changed.key());
        }
    }

    private boolean isOtherData(T changed, T before) {
        return !Objects.equals(
                        changed.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                && changed.undecodable().isEmpty()
                && kind.staticStatus(changed).isPresent();
    }

    /** What others make use of: the files, and the name of the revision that they are. */
    private record Offer(ArtifactDigest digest, ArtifactRevision revision) {}

    private Optional<Offer> offerOf(T object) {
        return named(object).map(artifact -> new Offer(artifact.digest(), artifact.revision()));
    }

    @Override
    public boolean isSuspended(T object) {
        return object.getSpec().suspend();
    }

    @Override
    public Optional<S> staticStatus(T object) {
        return kind.staticStatus(object);
    }

    @Override
    public ReconcileResult<S> reconcile(T object, Reconciliation reconciliation) {
        var conditions = new ArtifactConditions(object.getMetadata().getGeneration(), reconciliation.startedAt());
        var checked = storage.check(object, conditions);
        var shared = isAtRest(checked, reconciliation) ? sharedAnswer(checked) : Optional.<ArtifactRevision>empty();
        if (shared.isPresent()) {
            return upToDate(object, conditions, shared.get(), Optional.empty());
        }
        return switch (kind.update(checked)) {
            case UpdateOutcome.UpToDate<F>(var revision, var facts) -> {
                share(object, revision, reconciliation);
                yield upToDate(object, conditions, revision, facts);
            }
            case UpdateOutcome.Published<F> published -> {
                share(object, published.artifact().revision(), reconciliation);
                yield publish(object, conditions, published);
            }
            case UpdateOutcome.Failed<F> failed -> fail(object, conditions, failed);
        };
    }

    /** Whether nothing but its time has come: the object is as it was when it became ready. */
    private boolean isAtRest(T object, Reconciliation reconciliation) {
        var common = statusOf(object).common();
        return !reconciliation.isAsked()
                && named(object).isPresent()
                && common.observedGeneration() == object.getMetadata().getGeneration()
                && Conditions.of(common.conditions()).isTrue(Condition.READY);
    }

    /** The answer that another object got a moment ago, when it is what this one has. */
    private Optional<ArtifactRevision> sharedAnswer(T object) {
        return kind.upstream(object)
                .flatMap(upstream -> checks.recent(upstream, interval(object)))
                .filter(revision -> named(object).map(Artifact::revision).equals(Optional.of(revision)));
    }

    /** Others that follow the same take the answer; of one that is new to all, they are not left waiting for their own time. */
    private void share(T object, ArtifactRevision revision, Reconciliation reconciliation) {
        kind.upstream(object).ifPresent(upstream -> {
            var isNews = checks.record(upstream, revision, reconciliation.startedAt());
            if (isNews) {
                wakeOthers(object, upstream, revision);
            }
        });
    }

    private void wakeOthers(T object, String upstream, ArtifactRevision revision) {
        context.indexed(UPSTREAM, upstream).stream()
                .filter(other -> !other.key().equals(object.key()))
                .filter(other -> named(other)
                        .map(Artifact::revision)
                        .filter(it -> !it.equals(revision))
                        .isPresent())
                .forEach(other -> context.wake(other.key()));
    }

    private ReconcileResult<S> upToDate(
            T object, ArtifactConditions conditions, ArtifactRevision revision, Optional<F> facts) {
        UnaryOperator<S> change = status -> settled(status, object, conditions, revision, Optional.empty(), facts);
        recordRecovery(object, summary(object, revision, facts));
        return new ReconcileResult<>(change, new Requeue.Interval(interval(object)));
    }

    private StoredSummary summary(T object, ArtifactRevision revision, Optional<F> facts) {
        return kind.summary(kind.observed(statusOf(object), object, facts), revision);
    }

    /** The status is written before the event is recorded, so that whoever follows the event finds the artifact there. */
    private ReconcileResult<S> publish(T object, ArtifactConditions conditions, UpdateOutcome.Published<F> published) {
        var artifact = artifacts.of(published.artifact());
        var facts = Optional.of(published.facts());
        var summary = summary(object, artifact.revision(), facts);
        var served = storage.served(object, artifact);
        UnaryOperator<S> change = status -> settled(
                served.apply(status),
                object,
                conditions,
                artifact.revision(),
                published.artifact().verified(),
                facts);
        var now = context.writeFinalStatus(object, change);
        var isNew = !named(object).map(Artifact::digest).equals(Optional.of(artifact.digest()));
        if (isNew) {
            context.recordEvent(
                    now,
                    Severity.INFO,
                    summary.eventReason(),
                    published.artifact().message(),
                    metadata(artifact));
        } else {
            recordRecovery(object, summary);
        }
        for (var notice : published.artifact().notices()) {
            context.recordEvent(now, Severity.INFO, notice.reason(), notice.message(), metadata(artifact));
        }
        return new ReconcileResult<>(change, new Requeue.Interval(interval(object)));
    }

    private S settled(
            S status,
            T object,
            ArtifactConditions conditions,
            ArtifactRevision revision,
            Optional<String> verified,
            Optional<F> facts) {
        var observed = kind.observed(status, object, facts);
        var summary = kind.summary(observed, revision);
        var settled = ArtifactConditions.change(
                observed, before -> conditions.settled(before, summary, kind.verifies(object), verified));
        return withObservedGeneration(settled, conditions.generation());
    }

    private ReconcileResult<S> fail(T object, ArtifactConditions conditions, UpdateOutcome.Failed<F> failed) {
        var failure = failed.failure();
        failures.count(object.getKind(), failure);
        context.recordEvent(object, Severity.ERROR, failure.reason(), failure.message(), Map.of());
        return new ReconcileResult<>(
                status -> {
                    var stored = Optional.ofNullable(status.artifact()).map(Artifact::revision);
                    var newer = failed.found().filter(found -> !stored.equals(Optional.of(found)));
                    var told = ArtifactConditions.change(status, before -> conditions.failed(before, failure, newer));
                    return ArtifactConditions.isFinal(failure)
                            ? withObservedGeneration(told, conditions.generation())
                            : told;
                },
                requeue(object, failure));
    }

    private S withObservedGeneration(S status, long generation) {
        return status.with(status.common().withObservedGeneration(generation));
    }

    private void recordRecovery(T object, StoredSummary summary) {
        var hadFailed = Conditions.of(statusOf(object).common().conditions())
                .get(Condition.READY)
                .filter(ready -> ready.status().equals("False"))
                .isPresent();
        if (hadFailed && named(object).isPresent()) {
            context.recordEvent(
                    object,
                    Severity.INFO,
                    Reason.SUCCEEDED,
                    summary.message(),
                    metadata(named(object).get()));
        }
    }

    private static Map<String, String> metadata(Artifact artifact) {
        return Map.of(
                EventMetadata.REVISION,
                artifact.revision().text(),
                EventMetadata.DIGEST,
                artifact.digest().text());
    }

    private Optional<Artifact> named(T object) {
        return Optional.ofNullable(statusOf(object).artifact());
    }

    private S statusOf(T object) {
        @Nullable S status = object.getStatus();
        return status == null ? kind.conventions().initialStatus() : status;
    }

    private Duration interval(T object) {
        return GoDuration.positive(object.getSpec().interval(), DEFAULT_INTERVAL);
    }

    private Requeue requeue(T object, SourceFailure failure) {
        return switch (failure.retry()) {
            case ON_INPUT_CHANGE -> new Requeue.OnChange();
            case ON_DEPENDENCY -> new Requeue.After(DEPENDENCY_INTERVAL);
            // Who asks the server every minute when all is well need not be spared it when it is not.
            case WITH_BACKOFF -> new Requeue.BackoffUpTo(interval(object));
        };
    }

    @Override
    public Cleanup cleanUp(T object, Reconciliation reconciliation) {
        try {
            int removed = store.removeAll(ArtifactOwner.of(object.ref()));
            if (removed > 0) {
                context.recordEvent(
                        object,
                        Severity.TRACE,
                        Reason.GARBAGE_COLLECTION_SUCCEEDED,
                        "removed " + removed + " artifacts of the deleted object",
                        Map.of());
            }
            return Cleanup.DONE;
        } catch (IOException e) {
            return new Cleanup.Failed("its artifacts could not be removed: " + e.getMessage());
        }
    }
}
