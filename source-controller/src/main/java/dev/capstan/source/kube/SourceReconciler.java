package dev.capstan.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.bus.ArtifactPublished;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the artifacts of one kind of source up to date, in three steps: the storage, the update of the kind, the status with its
 * events.
 */
@Vetoed // made by SourceController, one for every kind
@Ignore // the build looks for the one resource type of a reconciler, and this has one for each instance
final class SourceReconciler<T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>, F>
        extends KindReconciler<T, S> {
    private static final String INCLUDES = "includes";
    private static final Duration DEPENDENCY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final SourceKind<T, S, F> kind;
    private final ArtifactStore store;
    private final ServedArtifacts artifacts;
    private final FailureCounter failures;
    private final Bus bus;

    SourceReconciler(
            ControllerIdentity identity,
            ReconcilerServices services,
            SourceKind<T, S, F> kind,
            ArtifactStore store,
            ServedArtifacts artifacts,
            FailureCounter failures,
            Bus bus) {
        super(identity, kind.type(), services);
        this.kind = kind;
        this.store = store;
        this.artifacts = artifacts;
        this.failures = failures;
        this.bus = bus;
    }

    @Override
    protected Map<String, Function<T, List<String>>> indexers() {
        return Map.of(INCLUDES, this::includedBy);
    }

    private List<String> includedBy(T object) {
        return object.undecodable().isPresent()
                ? List.of()
                : kind.includes(object).stream().map(ObjectKey::toString).toList();
    }

    /** Objects that include another follow its artifact; while it has none, they keep what they have. */
    @Override
    protected void onChange(T changed, T before) {
        var digest = named(changed).map(Artifact::digest);
        if (digest.isPresent() && !digest.equals(named(before).map(Artifact::digest))) {
            indexed(INCLUDES, changed.key().toString()).forEach(includer -> wake(includer.key()));
        }
    }

    @Override
    protected boolean isSuspended(T object) {
        return object.getSpec().suspend();
    }

    @Override
    protected ReconcileResult<S> reconcile(T object, Reconciliation reconciliation) {
        var conditions = new ArtifactConditions(object.getMetadata().getGeneration(), reconciliation.startedAt());
        removeOldArtifacts(object);
        var checked = checkStorage(object, conditions);
        return switch (kind.update(checked)) {
            case UpdateOutcome.UpToDate<F>(var revision) -> upToDate(object, conditions, kind.settledMessage(revision));
            case UpdateOutcome.Published<F> published -> publish(object, conditions, published);
            case UpdateOutcome.Failed<F> failed -> fail(object, conditions, failed);
        };
    }

    private void removeOldArtifacts(T object) {
        try {
            store.removeOld(ArtifactOwner.of(object.ref()), named(object).map(Artifact::path));
        } catch (IOException e) {
            recordEvent(
                    object,
                    Severity.ERROR,
                    Reason.GARBAGE_COLLECTION_FAILED,
                    "old artifacts could not be removed: " + e.getMessage(),
                    Map.of());
        }
    }

    /**
     * What the status says about the storage is corrected before the upstream is asked, which may take its time: consumers then wait
     * for an artifact that is lost, and are woken when it is back; and they find one whose address has changed.
     */
    private T checkStorage(T object, ArtifactConditions conditions) {
        var named = named(object);
        if (named.isEmpty()) {
            return object;
        }
        return switch (artifacts.check(named.get())) {
            case ServedArtifacts.Checked.Intact(var artifact) ->
                artifact.equals(named.get()) ? object : writeStatus(object, status -> status.withArtifact(artifact));
            case ServedArtifacts.Checked.Damaged(var problem) -> {
                var message = "the stored artifact for revision '" + named.get().revision()
                        + "' is damaged and is built again: " + problem;
                recordEvent(
                        object,
                        Severity.ERROR,
                        Reason.ARTIFACT_VERIFICATION_FAILED,
                        message,
                        Map.of(EventMetadata.REVISION, named.get().revision().text()));
                yield writeStatus(
                        object,
                        status -> withConditions(status.withArtifact(null), it -> conditions.lost(it, message)));
            }
        };
    }

    private ReconcileResult<S> upToDate(T object, ArtifactConditions conditions, String message) {
        recordRecovery(object, message);
        return new ReconcileResult<>(
                status -> settled(status, object, conditions, message, Optional.empty(), Optional.empty()),
                interval(object));
    }

    /** The status is written before the event is recorded, so that whoever follows the event finds the artifact there. */
    private ReconcileResult<S> publish(T object, ArtifactConditions conditions, UpdateOutcome.Published<F> published) {
        var artifact = artifacts.of(published.artifact());
        var message = kind.settledMessage(published.artifact().revision());
        UnaryOperator<S> change = status -> settled(
                status.withArtifact(artifact),
                object,
                conditions,
                message,
                published.artifact().verified(),
                Optional.of(published.facts()));
        var now = writeStatus(object, status -> withRequestHandled(object, change.apply(status)));
        var isNew = !named(object).map(Artifact::digest).equals(Optional.of(artifact.digest()));
        if (isNew) {
            recordEvent(
                    now,
                    Severity.INFO,
                    Reason.NEW_ARTIFACT,
                    published.artifact().message(),
                    facts(artifact));
        } else {
            recordRecovery(object, message);
        }
        bus.publish(new ArtifactPublished(object.ref(), object.getMetadata().getUid(), artifact));
        return new ReconcileResult<>(change, interval(object));
    }

    private S settled(
            S status,
            T object,
            ArtifactConditions conditions,
            String message,
            Optional<String> verified,
            Optional<F> facts) {
        var observed = kind.observed(status, object, facts);
        var settled = withConditions(
                observed, before -> conditions.settled(before, message, kind.verifies(object), verified));
        return type().withObservedGeneration(settled, conditions.generation());
    }

    private ReconcileResult<S> fail(T object, ArtifactConditions conditions, UpdateOutcome.Failed<F> failed) {
        var failure = failed.failure();
        failures.count(object.getKind(), failure);
        recordEvent(object, Severity.ERROR, failure.reason(), failure.message(), Map.of());
        return new ReconcileResult<>(
                status -> {
                    var stored = Optional.ofNullable(status.artifact()).map(Artifact::revision);
                    var newer = failed.found().filter(found -> !stored.equals(Optional.of(found)));
                    var told = withConditions(status, before -> conditions.failed(before, failure, newer));
                    return ArtifactConditions.isFinal(failure)
                            ? type().withObservedGeneration(told, conditions.generation())
                            : told;
                },
                requeue(failure));
    }

    private S withConditions(S status, UnaryOperator<Conditions> change) {
        return type().withConditions(
                        status,
                        change.apply(Conditions.of(type().conditions(status))).toList());
    }

    private S withRequestHandled(T object, S status) {
        return object.annotation(ToolkitKeys.REQUESTED_AT)
                .map(token -> type().withLastHandledReconcileAt(status, token))
                .orElse(status);
    }

    private void recordRecovery(T object, String message) {
        var hadFailed = Conditions.of(type().conditions(statusOf(object)))
                .get(Condition.READY)
                .filter(ready -> ready.status().equals("False"))
                .isPresent();
        if (hadFailed && named(object).isPresent()) {
            recordEvent(
                    object,
                    Severity.INFO,
                    Reason.SUCCEEDED,
                    message,
                    facts(named(object).get()));
        }
    }

    private static Map<String, String> facts(Artifact artifact) {
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
        return status == null ? type().initial() : status;
    }

    private Requeue interval(T object) {
        return new Requeue.Interval(Optional.ofNullable(object.getSpec().interval())
                .flatMap(GoDuration::parse)
                .filter(Duration::isPositive)
                .orElse(DEFAULT_INTERVAL));
    }

    private static Requeue requeue(SourceFailure failure) {
        return switch (failure.retry()) {
            case ON_INPUT_CHANGE -> new Requeue.OnChange();
            case ON_DEPENDENCY -> new Requeue.After(DEPENDENCY_INTERVAL);
            case WITH_BACKOFF -> new Requeue.Backoff();
        };
    }

    @Override
    protected Cleanup cleanUp(T object, Reconciliation reconciliation) {
        try {
            int removed = store.removeAll(ArtifactOwner.of(object.ref()));
            if (removed > 0) {
                recordEvent(
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
