package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.testkit.time.MovableClock;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What is the same for every kind of source; the storage is a real one, the upstream does what a test says. */
abstract class SourceReconcilerScenario {
    static final ArtifactOwner OWNER = new ArtifactOwner("gitrepository", "apps", "config");
    static final ArtifactRevision FIRST = new ArtifactRevision("main@sha1:1");
    static final ArtifactRevision SECOND = new ArtifactRevision("main@sha1:2");
    static final Reconciliation NOW =
            new Reconciliation("id", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), false);

    @TempDir
    Path folder;

    final List<String> journal = new ArrayList<>();
    final FakeRepositories repositories = new FakeRepositories(journal);
    final ScriptedKind kind = new ScriptedKind(journal);
    final MovableClock clock = MovableClock.at(NOW.startedAt());
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    FileSystemArtifactStore store;
    SourceReconciler<GitRepository, GitRepositoryStatus, String> reconciler;

    /** A failure that is tried again so. */
    record Failing(Retry retry) implements SourceFailure {
        @Override
        public SourceStep step() {
            return SourceStep.FETCH;
        }

        @Override
        public Reason reason() {
            return Reason.FAILED;
        }

        @Override
        public Family family() {
            return Family.DEPENDENCY;
        }

        @Override
        public String message() {
            return "it failed";
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        store = FileSystemArtifactStore.open(folder, 1 << 20, new Retention(Duration.ofHours(1), 1), Clock.systemUTC());
        reconciler = servedAt("http://127.0.0.1:1111");
        repositories.indexBy(reconciler.indexers());
    }

    final SourceReconciler<GitRepository, GitRepositoryStatus, String> servedAt(String address) {
        return new SourceReconciler<>(
                repositories,
                kind,
                store,
                new ServedArtifacts(store, AdvertisedAddress.of(address, 0)),
                new FailureCounter(registry),
                new Dependents(),
                new SharedChecks(clock));
    }

    final GitRepository reconcile(GitRepository object) {
        return repositories.end(object, reconciler.reconcile(object, NOW).status());
    }

    /** An object at rest with an artifact of {@link #FIRST}, and an empty journal. */
    final GitRepository withArtifact(String content) {
        kind.ends(published("1.tar.gz", content, FIRST));
        var object = reconcile(repository());
        journal.clear();
        return object;
    }

    final UpdateOutcome.Published<String> published(String file, String content, ArtifactRevision revision) {
        var artifact = new NewArtifact(
                stored(file, content).artifact(), revision, "stored " + content, Optional.empty(), Map.of());
        return new UpdateOutcome.Published<>(artifact, "facts of " + content);
    }

    final StoreResult.Stored stored(String file, String content) {
        return (StoreResult.Stored) store.store(OWNER, file, archive -> archive.folder(content));
    }

    static UpdateOutcome<String> failed(Optional<ArtifactRevision> found) {
        return new UpdateOutcome.Failed<>(new Failing(Retry.WITH_BACKOFF), found);
    }

    static GitRepository repository() {
        return repository("config", "interval: 5m");
    }

    static GitRepository repository(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {namespace: apps, name: %s, uid: one, generation: 3}
                spec:
                  url: https://git.example.org/config
                  %s
                """.formatted(name, spec), GitRepository.class);
    }

    static Optional<ArtifactRevision> revision(GitRepository object) {
        var artifact = object.getStatus().artifact();
        return artifact == null ? Optional.empty() : Optional.of(artifact.revision());
    }

    static Conditions conditions(GitRepository object) {
        return Conditions.of(object.getStatus().conditions());
    }
}
