package dev.capstan.source.kube;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure.Retry;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for every kind of source; the storage is a real one, the upstream does what a test says. */
class SourceReconcilerTest {
    private static final ArtifactOwner OWNER = new ArtifactOwner("gitrepository", "apps", "config");
    private static final ArtifactRevision FIRST = new ArtifactRevision("main@sha1:1");
    private static final ArtifactRevision SECOND = new ArtifactRevision("main@sha1:2");
    private static final Reconciliation NOW =
            new Reconciliation("id", Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), false);

    @TempDir
    Path folder;

    private final List<String> journal = new ArrayList<>();
    private final FakeRepositories repositories = new FakeRepositories(journal);
    private final ScriptedKind kind = new ScriptedKind(journal);
    private Instant now = NOW.startedAt();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private FileSystemArtifactStore store;
    private SourceReconciler<GitRepository, GitRepositoryStatus, String> reconciler;

    /** A failure that is tried again so. */
    private record Failing(Retry retry) implements SourceFailure {
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

    @Test
    void whoHearsOfAnArtifactFindsItInTheStatus() {
        kind.ends(published("1.tar.gz", "a", FIRST));

        var object = reconcile(repository());

        assertThat(journal).containsExactly("update", "final status", "INFO NewArtifact: stored a");
        assertThat(revision(object)).contains(FIRST);
        assertThat(object.getStatus().observedIgnore()).isEqualTo("facts of a");
        assertThat(object.getStatus().observedGeneration()).isEqualTo(3);
        assertThat(conditions(object).isTrue(Condition.READY)).isTrue();
    }

    @Test
    void otherRevisionOfTheSameFilesIsPublishedWithoutAnEvent() {
        var object = withArtifact("a");
        kind.ends(published("2.tar.gz", "a", SECOND));

        var after = reconcile(object);

        assertThat(journal).containsExactly("update", "final status");
        assertThat(revision(after)).contains(SECOND);
    }

    @Test
    void recoveryIsAnEventOnce() {
        var object = withArtifact("a");
        kind.ends(failed(Optional.empty()));
        var failing = reconcile(object);
        journal.clear();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(reconcile(failing));

        assertThat(journal)
                .containsExactly("update", "INFO Succeeded: stored artifact for revision 'main@sha1:1'", "update");
    }

    @Test
    void updateThatFindsNothingNewKeepsWhatTheLastOneFoundOut() {
        var object = withArtifact("a");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        assertThat(reconcile(object).getStatus().observedIgnore()).isEqualTo("facts of a");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Retry.ON_INPUT_CHANGE, new Requeue.OnChange(), 3L),
                arguments(Retry.ON_DEPENDENCY, new Requeue.After(Duration.ofSeconds(30)), -1L),
                arguments(Retry.WITH_BACKOFF, new Requeue.BackoffUpTo(Duration.ofMinutes(5)), -1L));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureSaysWhenItIsTriedAgainAndWhetherTheSpecWasWorkedOnToAnEnd(
            Retry retry, Requeue requeue, long observedGeneration) {
        kind.ends(new UpdateOutcome.Failed<>(new Failing(retry), Optional.empty()));
        var object = repository();

        var result = reconciler.reconcile(object, NOW);

        assertThat(result.requeue()).isEqualTo(requeue);
        assertThat(result.status().apply(GitRepositoryStatus.INITIAL).observedGeneration())
                .isEqualTo(observedGeneration);
        assertThat(journal).containsExactly("update", "ERROR Failed: it failed");
        assertThat(registry.get("capstan_source_failures").counter().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"main@sha1:2, true", "main@sha1:1, false", ", false"})
    void failureKeepsTheArtifactAndNamesARevisionThatIsNewer(@Nullable String found, boolean isOutdated) {
        var object = withArtifact("a");
        kind.ends(failed(Optional.ofNullable(found).map(ArtifactRevision::new)));

        var after = reconcile(object);

        assertThat(revision(after)).contains(FIRST);
        assertThat(conditions(after).isTrue(Condition.ARTIFACT_OUTDATED)).isEqualTo(isOutdated);
        assertThat(conditions(after).isTrue(Condition.READY)).isFalse();
    }

    @Test
    void ofObjectsThatFollowTheSameOneAsksInAnInterval() {
        kind.shares();
        var first = withArtifact("a");
        var second = second("interval: 5m");
        journal.clear();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        now = now.plus(Duration.ofSeconds(285)); // the shortest time to its next turn
        var asked = reconcileAt(now, first);
        now = now.plus(Duration.ofSeconds(60));
        var shared = reconcileAt(now, second);

        assertThat(journal).containsExactly("update");
        assertThat(conditions(asked).isTrue(Condition.READY)).isTrue();
        assertThat(conditions(shared).isTrue(Condition.READY)).isTrue();
        now = now.plus(Duration.ofSeconds(285));
        reconcileAt(now, shared);
        assertThat(journal).containsExactly("update", "update");
    }

    @Test
    void whoeverFindsSomethingNewWakesTheOthersThatFollowTheSame() {
        kind.shares();
        var first = withArtifact("a");
        second("interval: 5m");
        repositories.put(repository("elsewhere", "ref: {branch: other}"));
        kind.ends(published("2.tar.gz", "b", SECOND));
        now = now.plus(Duration.ofSeconds(285));

        reconcileAt(now, first);

        assertThat(repositories.woken()).containsExactly(new ObjectKey("apps", "second"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked", "changed", "behind", "failing", "other interval"})
    void anAnswerIsNotSharedWithAnObjectThat(String is) {
        kind.shares();
        var second = second(is.equals("other interval") ? "interval: 10s" : "interval: 5m");
        withArtifact("a");
        if (is.equals("failing")) {
            kind.ends(failed(Optional.empty()));
            second = reconcileAsked(second);
        }
        if (is.equals("behind")) {
            kind.ends(published("2.tar.gz", "b", SECOND));
            reconcileAsked(repositories.find(new ObjectKey("apps", "config")).orElseThrow());
        }
        if (is.equals("changed")) {
            second.getMetadata().setGeneration(4L);
        }
        journal.clear();
        now = now.plus(Duration.ofSeconds(20));
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        if (is.equals("asked")) {
            reconcileAsked(second);
        } else {
            reconcileAt(now, second);
        }

        assertThat(journal).contains("update");
    }

    @Test
    void damagedArtifactIsTakenBackBeforeTheUpstreamIsAsked() throws IOException {
        var object = withArtifact("a");
        Files.writeString(folder.resolve(OWNER.path("1.tar.gz")), "tampered");
        kind.ends(failed(Optional.empty()));

        var after = reconcile(object);

        assertThat(journal)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ERROR ArtifactVerificationFailed: the stored artifact for revision"
                                        + " 'main@sha1:1' is damaged and is built again: its digest is"),
                        second -> assertThat(second).isEqualTo("status"),
                        third -> assertThat(third).isEqualTo("update"),
                        fourth -> assertThat(fourth).isEqualTo("ERROR Failed: it failed"));
        assertThat(revision(kind.seen())).isEmpty();
        assertThat(conditions(kind.seen()).isTrue(Condition.RECONCILING)).isTrue();
        assertThat(revision(after)).isEmpty();
    }

    @Test
    void addressThatChangedIsInTheStatusBeforeTheUpstreamIsAsked() {
        var object = withArtifact("a");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));
        reconciler = servedAt("http://source.example.org");

        reconcile(object);

        assertThat(journal).containsExactly("status", "update");
        assertThat(requireNonNull(kind.seen().getStatus().artifact()).url())
                .hasToString("http://source.example.org/gitrepository/apps/config/1.tar.gz");
    }

    @Test
    void olderArtifactsGoAndTheCurrentOneStays() throws IOException {
        var object = withArtifact("a");
        stored("2.tar.gz", "b");
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(object);

        assertThat(files()).containsExactly("1.tar.gz");
    }

    @Test
    void olderArtifactThatCannotBeRemovedIsAnEventAndStopsNothing() throws IOException {
        var object = withArtifact("a");
        blockRemoval();
        kind.ends(new UpdateOutcome.UpToDate<>(FIRST));

        reconcile(object);

        assertThat(journal)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ERROR GarbageCollectionFailed: old artifacts could not be removed: "),
                        second -> assertThat(second).isEqualTo("update"));
    }

    @ParameterizedTest
    @CsvSource({"5m, PT5M", "1h30m, PT1H30M", "0s, PT1M", "-5m, PT1M", "soon, PT1M"})
    void nextTimeIsAfterTheIntervalOfTheSpec(String interval, Duration expected) {
        kind.ends(published("1.tar.gz", "a", FIRST));

        var result = reconciler.reconcile(repository("config", "interval: " + interval), NOW);

        assertThat(result.requeue()).isEqualTo(new Requeue.Interval(expected));
    }

    @ParameterizedTest
    @CsvSource({", a, true", "a, b, true", "a, a, false", "a, , false", ", , false"})
    void otherFilesWakeWhoIncludesThem(@Nullable String before, @Nullable String after, boolean isWoken) {
        repositories.put(repository("app", "include: [{repository: {name: config}}]"));
        repositories.put(repository("other", "include: [{repository: {name: app}}]"));
        repositories.put(repository());

        reconciler.onChange(holding(after), holding(before));

        assertThat(repositories.woken()).isEqualTo(isWoken ? List.of(new ObjectKey("apps", "app")) : List.of());
    }

    @Test
    void otherRevisionOfTheSameFilesWakesWhoIncludesThem() {
        repositories.put(repository("app", "include: [{repository: {name: config}}]"));

        reconciler.onChange(holding("a", SECOND), holding("a", FIRST));

        assertThat(repositories.woken()).containsExactly(new ObjectKey("apps", "app"));
    }

    @Test
    void objectThatCannotBeReadIncludesNothing() {
        var odd = repository("odd", "include: 5");

        assertThat(odd.undecodable()).isPresent();
        assertThat(reconciler.indexers().values())
                .allSatisfy(values -> assertThat(values.apply(odd)).isEmpty());
    }

    @Test
    void artifactsOfADeletedObjectGoWithIt() throws IOException {
        var object = withArtifact("a");
        stored("2.tar.gz", "b");

        var cleanup = reconciler.cleanUp(object, NOW);

        assertThat(cleanup).isEqualTo(Cleanup.DONE);
        assertThat(folder.resolve(OWNER.folder())).doesNotExist();
        assertThat(journal)
                .containsExactly("TRACE GarbageCollectionSucceeded: removed 2 artifacts of the deleted object");
    }

    @Test
    void deletedObjectWithoutArtifactsGoesInSilence() {
        assertThat(reconciler.cleanUp(repository(), NOW)).isEqualTo(Cleanup.DONE);
        assertThat(journal).isEmpty();
    }

    @Test
    void deletedObjectStaysWhileItsArtifactsCannotBeRemoved() throws IOException {
        var object = withArtifact("a");
        blockRemoval();

        assertThat(reconciler.cleanUp(object, NOW))
                .isInstanceOfSatisfying(
                        Cleanup.Failed.class,
                        failed -> assertThat(failed.message()).startsWith("its artifacts could not be removed: "));
    }

    /** A folder with something in it cannot be removed as a file is. */
    private void blockRemoval() throws IOException {
        stored("2.tar.gz", "stays");
        var content = folder.resolve(OWNER.path("2.tar.gz")).toRealPath();
        Files.delete(content);
        Files.createDirectories(content.resolve("kept"));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder.resolve(OWNER.folder()))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private SourceReconciler<GitRepository, GitRepositoryStatus, String> servedAt(String address) {
        return new SourceReconciler<>(
                repositories,
                kind,
                store,
                new ServedArtifacts(store, AdvertisedAddress.of(address, 0)),
                new FailureCounter(registry),
                new Dependents(),
                new SharedChecks(new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                }));
    }

    private GitRepository reconcile(GitRepository object) {
        return repositories.end(object, reconciler.reconcile(object, NOW).status());
    }

    /** Another object that follows the same, with an artifact of {@link #FIRST}. */
    private GitRepository second(String spec) {
        var stored = (StoreResult.Stored)
                store.store(new ArtifactOwner("gitrepository", "apps", "second"), "1.tar.gz", it -> it.folder("a"));
        var artifact = new NewArtifact(stored.artifact(), FIRST, "stored a", Optional.empty(), Map.of());
        kind.ends(new UpdateOutcome.Published<>(artifact, "facts of a"));
        return reconcile(repository("second", spec));
    }

    private GitRepository reconcileAt(Instant time, GitRepository object) {
        var due = new Reconciliation("id", time, Optional.empty(), false);
        return repositories.end(object, reconciler.reconcile(object, due).status());
    }

    private GitRepository reconcileAsked(GitRepository object) {
        var asked = new Reconciliation("id", now, Optional.empty(), true);
        return repositories.end(object, reconciler.reconcile(object, asked).status());
    }

    /** An object at rest with an artifact of {@link #FIRST}, and an empty journal. */
    private GitRepository withArtifact(String content) {
        kind.ends(published("1.tar.gz", content, FIRST));
        var object = reconcile(repository());
        journal.clear();
        return object;
    }

    /** The object with an artifact in its status, or without one. */
    private GitRepository holding(@Nullable String content) {
        return holding(content, FIRST);
    }

    private GitRepository holding(@Nullable String content, ArtifactRevision revision) {
        var object = repository();
        if (content != null) {
            var artifact = new ServedArtifacts(store, AdvertisedAddress.of("auto", 1))
                    .of(published("1.tar.gz", content, revision).artifact());
            object.setStatus(GitRepositoryStatus.INITIAL.withArtifact(artifact));
        }
        return object;
    }

    private UpdateOutcome.Published<String> published(String file, String content, ArtifactRevision revision) {
        var artifact = new NewArtifact(
                stored(file, content).artifact(), revision, "stored " + content, Optional.empty(), Map.of());
        return new UpdateOutcome.Published<>(artifact, "facts of " + content);
    }

    private StoreResult.Stored stored(String file, String content) {
        return (StoreResult.Stored) store.store(OWNER, file, archive -> archive.folder(content));
    }

    private static UpdateOutcome<String> failed(Optional<ArtifactRevision> found) {
        return new UpdateOutcome.Failed<>(new Failing(Retry.WITH_BACKOFF), found);
    }

    private static GitRepository repository() {
        return repository("config", "interval: 5m");
    }

    private static GitRepository repository(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {namespace: apps, name: %s, uid: one, generation: 3}
                spec:
                  url: https://git.example.org/config
                  %s
                """.formatted(name, spec), GitRepository.class);
    }

    private static Optional<ArtifactRevision> revision(GitRepository object) {
        var artifact = object.getStatus().artifact();
        return artifact == null ? Optional.empty() : Optional.of(artifact.revision());
    }

    private static Conditions conditions(GitRepository object) {
        return Conditions.of(object.getStatus().conditions());
    }
}
