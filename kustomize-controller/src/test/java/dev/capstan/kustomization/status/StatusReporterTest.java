package dev.capstan.kustomization.status;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;
import static dev.capstan.kustomization.snapshot.Specs.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.handover.HandOver;
import dev.capstan.applier.health.FakeHealthChecker;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.inventory.RecordedObject;
import dev.capstan.apply.watch.HealthWaitRequest;
import dev.capstan.kustomization.decrypt.KeysVersion;
import dev.capstan.kustomization.run.ClusterChanges;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunResult;
import dev.capstan.kustomization.run.RunStage;
import dev.capstan.kustomization.run.Timing;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.RecordingTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StatusReporterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SourceRevision REVISION = new SourceRevision("main@sha1:2", Optional.of("v2@sha1:9"));
    private static final Inventory INVENTORY =
            Inventory.of(List.of(new RecordedObject(new ObjectId("", "Service", "default", "podinfo"), "v1")));
    private static final ClusterChanges CHANGED = new ClusterChanges(
            "sha256:d",
            INVENTORY,
            "Service/default/podinfo created",
            "",
            List.of(),
            List.of(),
            List.of(),
            HandOver.NONE);
    private static final ClusterChanges UNCHANGED =
            new ClusterChanges("sha256:d", INVENTORY, "", "", List.of(), List.of(), List.of(), HandOver.NONE);

    private static final LastRun LAST_RUN = new LastRun(
            "uid-app",
            2,
            new ArtifactVersion("main@sha1:2", "sha256:a"),
            new RecordingTree(InMemoryTree.of(Map.of())).inputs(),
            true,
            Variables.NONE,
            KeysVersion.NONE,
            "sha256:d",
            NOW);

    @Test
    void successIsReadyAtTheRevision() {
        StatusReport report = report(
                KustomizationStatus.INITIAL, new RunResult.Succeeded(REVISION, CHANGED, Optional.empty(), LAST_RUN));
        KustomizationStatus status = report.status().apply(KustomizationStatus.INITIAL);

        assertThat(conditionsOf(status))
                .containsExactly("Ready=True ReconciliationSucceeded Applied revision: main@sha1:2");
        assertThat(status.observedGeneration()).isEqualTo(2);
        assertThat(status.lastAppliedRevision()).isEqualTo("main@sha1:2");
        assertThat(status.lastAppliedOriginRevision()).isEqualTo("v2@sha1:9");
        assertThat(status.lastAttemptedRevision()).isEqualTo("main@sha1:2");
        assertThat(InventoryMapping.of(status)).isEqualTo(INVENTORY);
        assertThat(status.history()).hasSize(1);
        assertThat(report.next()).isEqualTo(new Requeue.Interval(Duration.ofMinutes(10)));
        assertThat(report.events())
                .extracting(event -> event.reason() + ": " + event.message())
                .containsExactly(
                        "Progressing: Service/default/podinfo created",
                        "ReconciliationSucceeded: Reconciliation finished in 1.2s, next run in 10m0s");
        assertThat(report.events().getLast().metadata())
                .isEqualTo(Map.of("revision", "main@sha1:2", "originRevision", "v2@sha1:9", "commit_status", "update"));
    }

    @Test
    void whatIsKeptForAnotherOwnerIsNamedInTheStatusAndLookedAtWhenItsTimeIsUp() {
        var kept = new HandOver.Kept(
                new RecordedObject(new ObjectId("", "ConfigMap", "apps", "x"), "v1"),
                new ObjectId("", "Kustomization", "apps", "b"),
                "kept for Kustomization/apps/b",
                Optional.of(NOW.plusSeconds(59)));
        var handOver = new HandOver(Inventory.empty(), List.of(), List.of(kept), List.of());

        StatusReport report = report(
                KustomizationStatus.INITIAL,
                new RunResult.Succeeded(REVISION, UNCHANGED.handingOver(handOver), Optional.empty(), LAST_RUN));

        assertThat(conditionsOf(report.status().apply(KustomizationStatus.INITIAL)))
                .containsExactly(
                        "Ready=True ReconciliationSucceeded Applied revision: main@sha1:2; ConfigMap/apps/x is kept for Kustomization/apps/b");
        assertThat(report.next()).isEqualTo(new Requeue.After(Duration.ofMinutes(1)));
    }

    @Test
    void f119_whatWaitsForItsFinalizersIsNamedInTheStatus() {
        var held = new ClusterChanges(
                "sha256:d",
                INVENTORY,
                "",
                "",
                List.of("ConfigMap/apps/old: is being deleted and waits for x/y"),
                List.of(),
                List.of(),
                HandOver.NONE);

        StatusReport report = report(
                KustomizationStatus.INITIAL, new RunResult.Succeeded(REVISION, held, Optional.empty(), LAST_RUN));

        assertThat(conditionsOf(report.status().apply(KustomizationStatus.INITIAL)))
                .containsExactly(
                        "Ready=True ReconciliationSucceeded Applied revision: main@sha1:2; still there: ConfigMap/apps/old: is being deleted and waits for x/y");
        assertThat(report.next()).isEqualTo(new Requeue.After(Duration.ofMinutes(1)));
    }

    @Test
    void whatThePruningKeepsIsNamedInTheStatusAndIsAnEventOnce() {
        String kept = "Namespace/shop: it was there before it was first applied";
        var changes =
                new ClusterChanges("sha256:d", INVENTORY, "", "", List.of(), List.of(kept), List.of(), HandOver.NONE);
        var result = new RunResult.Succeeded(REVISION, changes, Optional.empty(), LAST_RUN);

        StatusReport first = report(KustomizationStatus.INITIAL, result);
        KustomizationStatus status = first.status().apply(KustomizationStatus.INITIAL);
        StatusReport second = report(status, result);

        assertThat(conditionsOf(status))
                .containsExactly("Ready=True ReconciliationSucceeded Applied revision: main@sha1:2; kept: " + kept);
        assertThat(first.next()).isEqualTo(new Requeue.Interval(Duration.ofMinutes(10)));
        assertThat(first.events())
                .extracting(event -> event.reason() + ": " + event.message())
                .contains("Progressing: Not deleted although it left the set:\n" + kept);
        assertThat(second.events()).noneMatch(event -> event.message().contains(kept));
    }

    @Test
    void passThatChangesNothingLeavesTheStatusUntouched() {
        KustomizationStatus ready = report(
                        KustomizationStatus.INITIAL,
                        new RunResult.Succeeded(REVISION, CHANGED, Optional.of(Duration.ofSeconds(2)), LAST_RUN))
                .status()
                .apply(KustomizationStatus.INITIAL);

        StatusReport again = report(
                ready, new RunResult.Succeeded(REVISION, UNCHANGED, Optional.of(Duration.ofMillis(1)), LAST_RUN));

        assertThat(again.status().apply(ready)).isEqualTo(ready);
    }

    @Test
    void healthThatWasCheckedIsTold() {
        StatusReport report = report(
                KustomizationStatus.INITIAL,
                new RunResult.Succeeded(REVISION, CHANGED, Optional.of(Duration.ofMillis(1500)), LAST_RUN));

        assertThat(conditionsOf(report.status().apply(KustomizationStatus.INITIAL)))
                .contains("Healthy=True Succeeded Health check passed in 1.5s");
        assertThat(report.events())
                .extracting(KustomizationEvent::message)
                .contains("Health check passed in 1.5s")
                .doesNotContain("Service/default/podinfo created");
    }

    @Test
    void withoutACheckNothingIsClaimedAboutHealth() {
        var healthy = status(
                "{'observedGeneration':2,'conditions':[%s]}".formatted(condition("Healthy", "True", "Succeeded")));

        StatusReport report = report(healthy, new RunResult.Succeeded(REVISION, CHANGED, Optional.empty(), LAST_RUN));

        assertThat(Conditions.of(report.status().apply(healthy).conditions()).get(Condition.HEALTHY))
                .isEmpty();
    }

    @Test
    void waitingForHealthIsNeitherReadyNorFailed() {
        var awaiting = new RunResult.AwaitingHealth(
                REVISION,
                CHANGED,
                new FakeHealthChecker(),
                HealthWaitRequest.of(List.of(), Duration.ofMinutes(9)),
                UnaryOperator.identity(),
                LAST_RUN);

        StatusReport report = report(KustomizationStatus.INITIAL, awaiting);
        KustomizationStatus status = report.status().apply(KustomizationStatus.INITIAL);

        assertThat(conditionsOf(status))
                .containsExactly(
                        "Reconciling=True Progressing Running health checks for revision main@sha1:2 with a timeout of 9m30s",
                        "Ready=Unknown Progressing Reconciliation in progress");
        assertThat(status.lastAppliedRevision()).isNull();
        assertThat(status.observedGeneration()).isEqualTo(-1);
        assertThat(status.inventory()).isNotNull();
    }

    @Test
    void failureIsRetriedAndKeepsTheLastGoodRevision() {
        var before = status("{'observedGeneration':1,'lastAppliedRevision':'main@sha1:1','conditions':[%s]}"
                .formatted(condition("Ready", "True", "ReconciliationSucceeded")));
        var failed = new RunResult.Failed(
                Reason.BUILD_FAILED, RunStage.BUILDING, "app/a.yaml:3: broken", REVISION, Optional.empty());

        StatusReport report = report(before, failed);
        KustomizationStatus status = report.status().apply(before);

        assertThat(conditionsOf(status))
                .containsExactly(
                        "Reconciling=True ProgressingWithRetry Building manifests for revision main@sha1:2 with a timeout of 9m30s",
                        "Ready=False BuildFailed app/a.yaml:3: broken");
        assertThat(status.lastAppliedRevision()).isEqualTo("main@sha1:1");
        assertThat(status.lastAttemptedRevision()).isEqualTo("main@sha1:2");
        assertThat(status.observedGeneration()).isEqualTo(1);
        assertThat(status.history()).isEmpty();
        assertThat(report.next()).isEqualTo(new Requeue.After(Duration.ofMinutes(10)));
        assertThat(report.events())
                .containsExactly(new KustomizationEvent(
                        Severity.ERROR,
                        Reason.BUILD_FAILED,
                        "app/a.yaml:3: broken",
                        Map.of("revision", "main@sha1:2", "originRevision", "v2@sha1:9")));
    }

    @Test
    void refusalIsStalledUntilTheSpecChanges() {
        StatusReport report = report(
                KustomizationStatus.INITIAL, new RunResult.Refused(Reason.ACCESS_DENIED, "no", Optional.empty()));

        assertThat(conditionsOf(report.status().apply(KustomizationStatus.INITIAL)))
                .containsExactly("Stalled=True AccessDenied no", "Ready=False AccessDenied no");
        assertThat(report.status().apply(KustomizationStatus.INITIAL).observedGeneration())
                .isEqualTo(2);
        assertThat(report.next()).isEqualTo(new Requeue.OnChange());
    }

    @Test
    void missingSourceIsNoNews() {
        StatusReport report = report(
                KustomizationStatus.INITIAL,
                new RunResult.SourceNotReady("gone", RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL));

        assertThat(report.events()).isEmpty();
        assertThat(report.next()).isEqualTo(new Requeue.After(Duration.ofSeconds(30)));
        assertThat(conditionsOf(report.status().apply(KustomizationStatus.INITIAL)))
                .contains("Ready=False ArtifactFailed gone");
    }

    @Test
    void artifactThatIsNotServedIsAskedForWithGrowingPauses() {
        StatusReport report = report(
                KustomizationStatus.INITIAL,
                new RunResult.SourceNotReady("refused", RunResult.SourceNotReady.Wait.GROWING));

        assertThat(report.next()).isEqualTo(new Requeue.BackoffUpTo(Duration.ofSeconds(30)));
    }

    @Test
    void sameDependencyTroubleIsToldOnce() {
        var waiting = new RunResult.DependencyNotReady("dependency 'apps/base' not found", REVISION);
        StatusReport first = report(KustomizationStatus.INITIAL, waiting);

        StatusReport second = report(first.status().apply(KustomizationStatus.INITIAL), waiting);

        assertThat(first.events()).hasSize(1);
        assertThat(second.events()).isEmpty();
    }

    @Test
    void failedPruneKeepsWhatIsStillThere() {
        var failed = new RunResult.Failed(
                Reason.PRUNE_FAILED, RunStage.APPLYING, "denied", REVISION, Optional.of(UNCHANGED));

        KustomizationStatus status =
                report(KustomizationStatus.INITIAL, failed).status().apply(KustomizationStatus.INITIAL);

        assertThat(InventoryMapping.of(status)).isEqualTo(INVENTORY);
        assertThat(status.history().getFirst().lastReconciledStatus()).isEqualTo("PruneFailed");
    }

    private static StatusReport report(KustomizationStatus before, RunResult result) {
        KnownKustomization subject = known("app", spec(""), before);
        return new StatusReporter(
                        subject, Timing.of(subject.spec()), Duration.ofSeconds(30), NOW, Duration.ofMillis(1200))
                .on(result);
    }

    private static List<String> conditionsOf(KustomizationStatus status) {
        return status.conditions().stream()
                .map(it -> "%s=%s %s %s".formatted(it.type(), it.status(), it.reason(), it.message()))
                .toList();
    }

    private static String condition(String type, String status, String reason) {
        return "{'type':'%s','status':'%s','reason':'%s','message':'','lastTransitionTime':'2026-11-22T00:00:00Z','observedGeneration':2}"
                .formatted(type, status, reason);
    }
}
