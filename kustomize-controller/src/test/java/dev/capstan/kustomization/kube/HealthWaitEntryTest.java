package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.health.FakeHealthChecker;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.watch.HealthOutcome;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.kustomization.decrypt.KeysVersion;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunFixture;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.RecordingTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthWaitEntryTest {

    private static final SourceRevision REVISION = new SourceRevision("main@sha1:1", Optional.empty());
    private static final ClusterChanges CHANGES =
            ClusterChanges.applied("sha256:d", Inventory.empty(), "ConfigMap/apps/web created", List.of());
    private static final LastRun LAST_RUN = new LastRun(
            "uid-app",
            2,
            new ArtifactVersion("main@sha1:1", "sha256:a"),
            new RecordingTree(InMemoryTree.of(Map.of())).inputs(),
            true,
            Variables.NONE,
            KeysVersion.NONE,
            "sha256:d",
            RunFixture.NOW);
    private static final HealthWaitRequest REQUEST = HealthWaitRequest.of(List.of(), Duration.ofMinutes(1));
    private static final ObjectHealth WEB =
            new ObjectHealth(new ObjectId("", "ConfigMap", "apps", "web"), Health.inProgress("InProgress", "not yet"));

    private final FakeHealthChecker waits = new FakeHealthChecker();
    private final HealthWaitEntry entry = new HealthWaitEntry(
            "uid-app",
            2,
            new RunResult.AwaitingHealth(
                    REVISION, CHANGES, waits, REQUEST, message -> message.replace("s3cr3t", "*****"), LAST_RUN),
            waits.await(REQUEST),
            0);

    @ParameterizedTest
    @CsvSource({
        "uid-app, 2, main@sha1:1, sha256:a, true",
        "uid-app, 2, ,            ,         true",
        "uid-new, 2, main@sha1:1, sha256:a, false",
        "uid-app, 3, main@sha1:1, sha256:a, false",
        "uid-app, 3, ,            ,         false",
        "uid-app, 2, main@sha1:2, sha256:a, false",
        "uid-app, 2, main@sha1:1, sha256:b, false"
    })
    void waitGoesOnForTheSameSpecAndArtifactOrWhileTheSourceIsAway(
            String uid, long generation, @Nullable String revision, @Nullable String digest, boolean isSame) {
        Optional<ArtifactVersion> offered = revision == null || digest == null
                ? Optional.empty()
                : Optional.of(new ArtifactVersion(revision, digest));

        assertThat(entry.isFor(app(uid, generation), offered)).isEqualTo(isSame);
    }

    @Test
    void nothingIsSaidBeforeItEnds() {
        assertThat(entry.outcome()).isEmpty();
        assertThat(entry.isHealthy()).isFalse();
    }

    @Test
    void healthyEndIsASuccessThatIsRemembered() {
        var healthy = new HealthOutcome.Healthy(Duration.ofSeconds(3));

        waits.end(healthy);

        assertThat(entry.outcome()).contains(healthy);
        assertThat(entry.isHealthy()).isTrue();
        assertThat(entry.resultAfter(healthy))
                .isEqualTo(new RunResult.Succeeded(REVISION, CHANGES, Optional.of(Duration.ofSeconds(3)), LAST_RUN));
    }

    static Stream<Arguments> otherEnds() {
        Duration waited = Duration.ofMillis(1500).plusNanos(999);
        return Stream.of(
                arguments(
                        new HealthOutcome.TimedOut(waited, List.of(WEB)),
                        "health check failed after 1.5s: timeout waiting for: [ConfigMap/apps/web status: 'InProgress']"),
                arguments(
                        new HealthOutcome.Unhealthy(waited, List.of(WEB), List.of()),
                        "health check failed after 1.5s: failed early due to stalled resources:"
                                + " [ConfigMap/apps/web status: 'InProgress']"),
                arguments(
                        new HealthOutcome.Superseded(waited, "a newer revision came"),
                        "health check failed after 1.5s: a newer revision came"),
                arguments(
                        new HealthOutcome.Superseded(waited, "the value s3cr3t is not valid"),
                        "health check failed after 1.5s: the value ***** is not valid"));
    }

    @ParameterizedTest
    @MethodSource("otherEnds")
    void everyOtherEndIsAFailureThatSaysWhatWasWaitedFor(HealthOutcome outcome, String message) {
        waits.end(outcome);

        assertThat(entry.isHealthy()).isFalse();
        assertThat(entry.resultAfter(outcome)).isEqualTo(new RunResult.Unhealthy(REVISION, CHANGES, message));
    }

    private static KnownKustomization app(String uid, long generation) {
        return new KnownKustomization(
                new ObjectKey("apps", "app"),
                uid,
                Map.of(),
                generation,
                spec(""),
                KustomizationStatus.INITIAL,
                false,
                Map::of);
    }
}
