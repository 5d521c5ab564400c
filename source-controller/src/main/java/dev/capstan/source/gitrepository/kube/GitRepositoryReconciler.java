package dev.capstan.source.gitrepository.kube;

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
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.gitrepository.ArtifactUpdate;
import dev.capstan.source.gitrepository.GitSource;
import dev.capstan.source.gitrepository.SourceFailure;
import dev.capstan.source.gitrepository.UpdateOutcome;
import dev.capstan.source.kube.AdvertisedAddress;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Keeps the artifacts of GitRepository objects up to date. */
@Vetoed // made by SourceController, once its parts are open
public final class GitRepositoryReconciler extends KindReconciler<GitRepository, GitRepositoryStatus> {
    private static final String INCLUDES = "includes";
    private static final Duration DEPENDENCY_INTERVAL = Duration.ofSeconds(30);
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final ArtifactUpdate update;
    private final ArtifactStore store;
    private final AdvertisedAddress address;
    private final Bus bus;

    public GitRepositoryReconciler(
            ControllerIdentity identity,
            ReconcilerServices services,
            ArtifactUpdate update,
            ArtifactStore store,
            AdvertisedAddress address,
            Bus bus) {
        super(identity, new GitRepositoryStatusType(), services);
        this.update = update;
        this.store = store;
        this.address = address;
        this.bus = bus;
    }

    /** By the objects that they include. */
    @Override
    protected Map<String, Function<GitRepository, List<String>>> indexers() {
        return Map.of(INCLUDES, GitRepositoryReconciler::includedBy);
    }

    private static List<String> includedBy(GitRepository object) {
        return object.undecodable().isPresent()
                ? List.of()
                : object.getSpec().include().stream()
                        .map(include -> include.repository().name())
                        .map(name -> new ObjectKey(object.key().namespace(), name).toString())
                        .toList();
    }

    /** Whoever includes an object follows its artifact. */
    @Override
    protected void onChange(GitRepository changed, GitRepository before) {
        if (!digest(changed).equals(digest(before))) {
            indexed(INCLUDES, changed.key().toString()).forEach(includer -> wake(includer.key()));
        }
    }

    private static Optional<String> digest(GitRepository object) {
        return Optional.ofNullable(object.getStatus())
                .map(GitRepositoryStatus::artifact)
                .map(Artifact::digest);
    }

    @Override
    protected boolean isSuspended(GitRepository object) {
        return object.getSpec().suspend();
    }

    @Override
    protected ReconcileResult<GitRepositoryStatus> reconcile(GitRepository object, Reconciliation reconciliation) {
        var source = sourceOf(object);
        removeOldArtifacts(object, source);
        var outcome = update.run(source);
        outcome.damage().ifPresent(problem -> tellDamage(object, source, problem));
        var after = new GitRepositoryStatusUpdate(object.getSpec(), source.generation(), reconciliation.startedAt());
        return switch (outcome) {
            case UpdateOutcome.UpToDate(var revision) -> {
                tellRecovery(object, source);
                yield new ReconcileResult<>(status -> after.upToDate(status, revision), interval(object));
            }
            case UpdateOutcome.Published published -> publish(object, source, published, after);
            case UpdateOutcome.Failed failed -> {
                var failure = failed.failure();
                recordEvent(object, Severity.ERROR, failure.reason(), failure.message(), Map.of());
                yield new ReconcileResult<>(status -> after.failed(status, failed), next(failure));
            }
        };
    }

    private static GitSource sourceOf(GitRepository object) {
        var status = object.getStatus();
        return new GitSource(
                object.key(),
                object.getMetadata().getGeneration(),
                object.getSpec(),
                status == null ? GitRepositoryStatus.INITIAL : status);
    }

    private void removeOldArtifacts(GitRepository object, GitSource source) {
        try {
            store.removeOld(source.owner(), source.artifact().map(Artifact::path));
        } catch (IOException e) {
            recordEvent(
                    object,
                    Severity.ERROR,
                    Reason.GARBAGE_COLLECTION_FAILED,
                    "old artifacts could not be removed: " + e.getMessage(),
                    Map.of());
        }
    }

    /** The status is written before anybody is told, so that whoever is told finds the artifact there. */
    private ReconcileResult<GitRepositoryStatus> publish(
            GitRepository object,
            GitSource source,
            UpdateOutcome.Published published,
            GitRepositoryStatusUpdate after) {
        var artifact = artifactOf(published.stored(), published.revision().toString());
        UnaryOperator<GitRepositoryStatus> change = status -> withRequestHandled(
                object, after.published(status, artifact, published.included(), published.verified()));
        var now = writeStatus(object, change);
        var isNew = !source.artifact().map(Artifact::digest).equals(Optional.of(artifact.digest()));
        if (isNew) {
            recordEvent(
                    now,
                    Severity.INFO,
                    Reason.NEW_ARTIFACT,
                    "stored artifact for commit '" + published.summary() + "'",
                    facts(artifact));
        } else {
            tellRecovery(now, source);
        }
        bus.publish(new ArtifactPublished(object.ref(), object.getMetadata().getUid(), artifact));
        return new ReconcileResult<>(change, interval(object));
    }

    private GitRepositoryStatus withRequestHandled(GitRepository object, GitRepositoryStatus status) {
        return object.annotation(ToolkitKeys.REQUESTED_AT)
                .map(token -> type().withLastHandledReconcileAt(status, token))
                .orElse(status);
    }

    private Artifact artifactOf(StoredArtifact stored, String revision) {
        return new Artifact(
                stored.digest(),
                stored.path(),
                address.url(stored.path()),
                revision,
                stored.storedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                stored.size(),
                Map.of());
    }

    private static Map<String, String> facts(Artifact artifact) {
        return Map.of(EventMetadata.REVISION, artifact.revision(), EventMetadata.DIGEST, artifact.digest());
    }

    private void tellDamage(GitRepository object, GitSource source, String problem) {
        var revision = source.artifact().map(Artifact::revision).orElse("");
        recordEvent(
                object,
                Severity.ERROR,
                Reason.ARTIFACT_VERIFICATION_FAILED,
                "the stored artifact for revision '" + revision + "' is damaged and is built again: " + problem,
                Map.of(EventMetadata.REVISION, revision));
    }

    private void tellRecovery(GitRepository object, GitSource source) {
        var conditions = Conditions.of(source.status().conditions());
        var hadFailed = conditions
                .get(Condition.READY)
                .filter(ready -> ready.status().equals("False"))
                .isPresent();
        if (hadFailed && source.artifact().isPresent()) {
            var artifact = source.artifact().get();
            recordEvent(
                    object,
                    Severity.INFO,
                    Reason.SUCCEEDED,
                    "stored artifact for revision '" + artifact.revision() + "'",
                    facts(artifact));
        }
    }

    private static Requeue interval(GitRepository object) {
        return new Requeue.Interval(GoDuration.parse(object.getSpec().interval())
                .filter(Duration::isPositive)
                .orElse(DEFAULT_INTERVAL));
    }

    private static Requeue next(SourceFailure failure) {
        return switch (failure.retry()) {
            case ON_INPUT_CHANGE -> new Requeue.OnChange();
            case ON_DEPENDENCY -> new Requeue.After(DEPENDENCY_INTERVAL);
            case WITH_BACKOFF -> new Requeue.Backoff();
        };
    }

    @Override
    protected Cleanup cleanUp(GitRepository object, Reconciliation reconciliation) {
        try {
            int removed = store.removeAll(sourceOf(object).owner());
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
