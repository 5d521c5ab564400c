package dev.capstan.kustomization.status;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Reason;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.kustomization.decrypt.KeysVersion;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.RunStage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.RecordingTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which results are worth an event; the rest of a report is in {@link StatusReporterTest}. */
class KustomizationEventsTest {

    private static final SourceRevision REVISION = new SourceRevision("main@sha1:2", Optional.empty());
    private static final LastRun LAST_RUN = new LastRun(
            "uid-app",
            2,
            new ArtifactVersion("main@sha1:2", "sha256:a"),
            new RecordingTree(InMemoryTree.of(Map.of())).inputs(),
            true,
            Variables.NONE,
            KeysVersion.NONE,
            "sha256:d",
            Instant.EPOCH);

    @Test
    void whatWasDoneBeforeARunFailedComesBeforeTheFailure() {
        var changes = changes("Service/apps/web created", "Service/apps/old deleted", List.of("a webhook warned"));

        var events = events(
                "{}",
                new RunResult.Failed(Reason.PRUNE_FAILED, RunStage.APPLYING, "denied", REVISION, Optional.of(changes)));

        assertThat(events)
                .containsExactly(
                        "Progressing: Service/apps/web created",
                        "Progressing: Service/apps/old deleted",
                        "Progressing: a webhook warned",
                        "PruneFailed: denied");
    }

    @Test
    void noticesOfARunThatChangesNothingAreNotRepeated() {
        var events = events("{}", succeeded(changes("", "", List.of("a webhook warned")), Optional.empty()));

        assertThat(events).singleElement().asString().startsWith("ReconciliationSucceeded: ");
    }

    @ParameterizedTest
    @CsvSource({
        "False, main@sha1:2, '',              true",
        "True,  main@sha1:1, Service created, true",
        "True,  main@sha1:1, '',              false",
        "True,  main@sha1:2, Service created, false"
    })
    void healthIsAnEventWhenItIsNewOrSomethingElseBecameHealthy(
            String wasHealthy, String lastApplied, String changeLog, boolean isEvent) {
        var before = """
                {'lastAppliedRevision':'%s','conditions':[{'type':'Healthy','status':'%s','reason':'Succeeded',
                'message':'','lastTransitionTime':'2026-01-01T00:00:00Z','observedGeneration':2}]}
                """.formatted(lastApplied, wasHealthy);

        var events = events(before, succeeded(changes(changeLog, "", List.of()), Optional.of(Duration.ofSeconds(2))));

        assertThat(events.contains("Progressing: Health check passed in 2s")).isEqualTo(isEvent);
        assertThat(events.getLast()).startsWith("ReconciliationSucceeded: ");
    }

    private static RunResult succeeded(ClusterChanges changes, Optional<Duration> healthTook) {
        return new RunResult.Succeeded(REVISION, changes, healthTook, LAST_RUN);
    }

    private static ClusterChanges changes(String changeLog, String pruneLog, List<String> notices) {
        return new ClusterChanges(
                "sha256:d", Inventory.empty(), changeLog, pruneLog, List.of(), List.of(), notices, HandOver.NONE);
    }

    private static List<String> events(String before, RunResult result) {
        var subject = known("app", spec(""), status(before));
        return new KustomizationEvents(
                        subject, Timing.of(subject.spec()), Duration.ofSeconds(30), Duration.ofSeconds(1))
                .on(result).stream()
                        .map(event -> event.reason().text() + ": " + event.message())
                        .toList();
    }
}
