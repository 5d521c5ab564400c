package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncMachineTest {

    private static final Health HEALTHY = Health.healthy("fine");
    private static final Health WORKING = Health.progressing("starting");
    private static final Health BROKEN = Health.degraded("crashed");

    private final SyncScenario sync = new SyncScenario();

    @Test
    void aSyncWithoutWavesEndsAsSoonAsAllIsApplied() {
        sync.target("ConfigMap", "c").target("Pod", "p");
        sync.cluster.onceApplied("p", WORKING);

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.cluster.done())
                .containsExactly("try ConfigMap/c", "try Pod/p", "apply ConfigMap/c", "apply Pod/p");
        assertThat(sync.results()).containsExactly("c Synced Running c configured", "p Synced Running p configured");
    }

    @Test
    void anApplicationWithoutObjectsIsSynced() {
        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (no more tasks)");
    }

    @Test
    void aWaveMustBeHealthyBeforeTheNext() {
        sync.target("Pod", "first", "argocd.argoproj.io/sync-wave: -1").target("Pod", "second");
        sync.cluster.onceApplied("first", WORKING);

        assertThat(sync.go())
                .isEqualTo(new Decision.Wait(
                        WaitReason.HEALTH, "waiting for healthy state of /Pod/first", Duration.ofSeconds(2)));
        assertThat(sync.go())
                .isEqualTo(
                        new Decision.Wait(WaitReason.HEALTH, "waiting for healthy state of /Pod/first", Duration.ZERO));
        assertThat(sync.done()).containsExactly("apply Pod/first");
        sync.health("first", HEALTHY);
        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.done()).containsExactly("apply Pod/first", "apply Pod/second");
    }

    @Test
    void severalObjectsAreWaitedForByTheFirstName() {
        sync.target("Pod", "a")
                .target("Pod", "b")
                .target("Pod", "c")
                .target("Pod", "z", "argocd.argoproj.io/sync-wave: 1");
        for (String name : List.of("a", "b", "c")) {
            sync.cluster.onceApplied(name, WORKING);
        }

        assertThat(sync.message()).isEqualTo("waiting for healthy state of /Pod/a and 2 more resources");
    }

    @Test
    void aDegradedObjectFailsTheSync() {
        sync.target("Pod", "first", "argocd.argoproj.io/sync-wave: -1").target("Pod", "second");
        sync.cluster.onceApplied("first", BROKEN);

        sync.go();
        assertThat(sync.message()).isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully");
        assertThat(sync.results()).containsExactly("first Synced Failed crashed");
        assertThat(sync.done()).containsExactly("apply Pod/first");
    }

    @Test
    void anObjectThatVanishesIsNotWaitedForForEver() {
        sync.target("Pod", "first", "argocd.argoproj.io/sync-wave: -1").target("Pod", "second");
        sync.cluster.onceApplied("first", WORKING);

        sync.go();
        sync.cluster.remove("first");
        assertThat(sync.message())
                .isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully, reason: Resource"
                        + " /Pod/first is missing, it might have been deleted");
    }

    @Test
    void whatTheDryRunRefusesIsNotApplied() {
        sync.target("ConfigMap", "c").target("Pod", "p");
        sync.cluster.fail("try Pod/p", "invalid");

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply (dry run)");
        assertThat(sync.done()).isEmpty();
        assertThat(sync.results()).containsExactly("p SyncFailed Failed invalid");
    }

    @Test
    void whatCannotBeAppliedFailsTheSyncWithItsReason() {
        sync.target("ConfigMap", "c").target("Pod", "p").target("Pod", "q").target("Service", "s");
        sync.cluster.fail("apply ConfigMap/c", "conflict");
        sync.cluster.fail("apply Pod/p", "conflict");
        sync.cluster.fail("apply Pod/q", "full");

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply, reason: conflict,full");
        assertThat(sync.done()).containsExactly("apply ConfigMap/c", "apply Service/s", "apply Pod/p", "apply Pod/q");
    }

    @Test
    void tasksThatAreNotPermittedEndTheSyncBeforeItBegins() {
        sync.target("ConfigMap", "c")
                .target("Pod", "p")
                .verdicts(task -> task.key().kind().equals("Pod")
                        ? new KindVerdict.Refused("resource :Pod is not permitted in project p")
                        : SyncScenario.PERMITTED);

        assertThat(sync.message())
                .isEqualTo("Failed: one or more synchronization tasks are not valid: resource :Pod is not permitted in"
                        + " project p");
        assertThat(sync.cluster.done()).isEmpty();
        assertThat(sync.results()).containsExactly("p SyncFailed - resource :Pod is not permitted in project p");
    }

    @Test
    void aRefusedNamespaceHasItsLineAlsoWhenAHookPullsItForward() {
        String refusal = "resource :Namespace is not permitted in project p";
        sync.target("ConfigMap", "before", "argocd.argoproj.io/hook: PreSync")
                .target(Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: default}}"))
                .verdicts(task -> task.key().kind().equals("Namespace")
                        ? new KindVerdict.Refused(refusal)
                        : SyncScenario.PERMITTED);

        assertThat(sync.message()).endsWith("not valid: " + refusal);
        assertThat(sync.results()).containsExactly("default SyncFailed - " + refusal);
    }

    @Test
    void extraObjectsStayWithoutPrune() {
        sync.extra("ConfigMap", "old").target("ConfigMap", "new");

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.results())
                .containsExactly(
                        "old PruneSkipped Succeeded ignored (requires pruning)", "new Synced Running new configured");
        assertThat(sync.done()).containsExactly("apply ConfigMap/new");
    }

    @Test
    void extraObjectsArePrunedBeforeOthersAreApplied() {
        sync.target("ConfigMap", "new").extra("Pod", "old").pruning();

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.done()).containsExactly("prune Pod/old", "apply ConfigMap/new");
        assertThat(sync.results()).contains("old Pruned Succeeded pruned");
    }

    @Test
    void anObjectMayForbidItsPruning() {
        sync.extra("ConfigMap", "old", "argocd.argoproj.io/sync-options: Prune=false")
                .pruning();

        sync.go();
        assertThat(sync.results()).containsExactly("old PruneSkipped Succeeded ignored (no prune)");
        assertThat(sync.done()).isEmpty();
    }

    @Test
    void anApplicationMayForbidPruningButForSomeObjects() {
        sync.extra("ConfigMap", "old").extra("Secret", "s", "argocd.argoproj.io/sync-options: Prune=true");
        sync.pruning().options("Prune=false");

        sync.go();
        assertThat(sync.done()).containsExactly("prune Secret/s");
    }

    @Test
    void aPruneMayNeedApproval() {
        sync.extra("ConfigMap", "old", "argocd.argoproj.io/sync-options: Prune=confirm")
                .target("ConfigMap", "new")
                .pruning();

        assertThat(sync.go())
                .isEqualTo(new Decision.Wait(
                        WaitReason.CONFIRMATION, "waiting for pruning confirmation of /ConfigMap/old", Duration.ZERO));
        assertThat(sync.done()).isEmpty();
        assertThat(sync.confirmed().message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.done()).containsExactly("prune ConfigMap/old", "apply ConfigMap/new");
    }

    @Test
    void withoutPruneNobodyIsAskedForApproval() {
        sync.extra("ConfigMap", "old", "argocd.argoproj.io/sync-options: Prune=confirm");

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
    }

    @Test
    void aPrunedObjectMustBeGoneBeforeTheNextWave() {
        sync.extra("ConfigMap", "old", "argocd.argoproj.io/sync-wave: -1")
                .target("ConfigMap", "new")
                .pruning();
        sync.cluster.deletesSlowly();

        sync.go();
        assertThat(sync.message()).isEqualTo("waiting for deletion of /ConfigMap/old");
        sync.cluster.finishDeletions();
        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
    }

    @Test
    void aPruneThatFailsFailsTheSyncBeforeAnythingIsApplied() {
        sync.extra("ConfigMap", "old").target("ConfigMap", "new").pruning();
        sync.cluster.fail("prune ConfigMap/old", "forbidden");

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply, reason: forbidden");
        assertThat(sync.done()).containsExactly("prune ConfigMap/old");
    }

    @Test
    void phasesFollowEachOther() {
        sync.target("Job", "post", "argocd.argoproj.io/hook: PostSync")
                .target("Job", "pre", "argocd.argoproj.io/hook: PreSync")
                .target("ConfigMap", "c");
        sync.cluster.onceApplied("pre", WORKING);
        sync.cluster.onceApplied("post", HEALTHY);

        assertThat(sync.message()).isEqualTo("waiting for completion of hook batch/Job/pre");
        sync.health("pre", HEALTHY);
        sync.go();
        assertThat(sync.done()).containsExactly("apply Job/pre", "release Job/pre", "apply ConfigMap/c");
        sync.go();
        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (no more tasks)");
        assertThat(sync.done())
                .containsExactly(
                        "apply Job/pre", "release Job/pre", "apply ConfigMap/c", "apply Job/post", "release Job/post");
    }

    @Test
    void aHookThatFailsFailsTheSync() {
        sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        sync.cluster.onceApplied("pre", BROKEN);

        sync.go();
        assertThat(sync.message()).isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully");
        assertThat(sync.results()).containsExactly("pre Synced Failed crashed");
        assertThat(sync.done()).containsExactly("apply Job/pre", "release Job/pre");
    }

    @Test
    void anOldHookGoesBeforeItIsMadeAnew() {
        sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        ObjectKey key = new ObjectKey("batch", "Job", "default", "pre");
        sync.cluster.put(key, Optional.of(HEALTHY));
        sync.cluster.addFinalizer(key);
        sync.cluster.deletesSlowly();

        assertThat(sync.message()).isEqualTo("waiting for deletion of hook batch/Job/pre");
        assertThat(sync.done()).containsExactly("release Job/pre", "delete Job/pre");
        assertThat(sync.message()).isEqualTo("waiting for deletion of hook batch/Job/pre");
        assertThat(sync.done()).containsExactly("release Job/pre", "delete Job/pre");
        sync.cluster.finishDeletions();
        sync.go();
        assertThat(sync.done()).containsExactly("release Job/pre", "delete Job/pre", "apply Job/pre");
    }

    @Test
    void anOldHookThatIsGoingIsReleased() {
        sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        ObjectKey key = new ObjectKey("batch", "Job", "default", "pre");
        sync.cluster.put(key, Optional.of(HEALTHY));
        sync.cluster.deletesSlowly();
        sync.go();
        sync.cluster.addFinalizer(key);

        assertThat(sync.message()).isEqualTo("waiting for deletion of hook batch/Job/pre");
        assertThat(sync.done()).containsExactly("delete Job/pre", "release Job/pre");
    }

    @Test
    void anOldHookStaysWhenItsPolicyDoesNotNameTheCreation() {
        sync.target(
                "Job",
                "pre",
                "argocd.argoproj.io/hook: PreSync",
                "argocd.argoproj.io/hook-delete-policy: HookSucceeded");
        sync.cluster.put(new ObjectKey("batch", "Job", "default", "pre"), Optional.of(HEALTHY));
        sync.cluster.onceApplied("pre", HEALTHY);

        sync.go();
        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (no more tasks)");
        assertThat(sync.done()).containsExactly("apply Job/pre", "release Job/pre", "delete Job/pre");
    }

    @Test
    void hooksGoByTheOutcomeOfTheWholeSync() {
        String success = "argocd.argoproj.io/hook-delete-policy: HookSucceeded";
        String failure = "argocd.argoproj.io/hook-delete-policy: HookFailed";
        sync.target("Job", "s", "argocd.argoproj.io/hook: PreSync", success)
                .target("Job", "f", "argocd.argoproj.io/hook: PreSync", failure)
                .target("ConfigMap", "c");
        sync.cluster.onceApplied("s", HEALTHY);
        sync.cluster.onceApplied("f", HEALTHY);
        sync.cluster.fail("apply ConfigMap/c", "conflict");

        sync.go();
        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply, reason: conflict");
        assertThat(sync.cluster.has("s")).isTrue();
        assertThat(sync.cluster.has("f")).isFalse();
    }

    @Test
    void hooksForFailuresRunOnlyAfterOne() {
        sync.target("Job", "alarm", "argocd.argoproj.io/hook: SyncFail").target("ConfigMap", "c");

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.done()).containsExactly("apply ConfigMap/c");
    }

    @Test
    void hooksForFailuresAreWaitedFor() {
        sync.target("Job", "alarm", "argocd.argoproj.io/hook: SyncFail").target("ConfigMap", "c");
        sync.cluster.onceApplied("alarm", WORKING);
        sync.cluster.fail("apply ConfigMap/c", "conflict");

        assertThat(sync.message()).isEqualTo("waiting for completion of hook batch/Job/alarm");
        sync.health("alarm", HEALTHY);
        assertThat(sync.message())
                .isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully, reason: conflict");
        assertThat(sync.done()).containsExactly("apply ConfigMap/c", "apply Job/alarm", "release Job/alarm");
    }

    @Test
    void aHookForFailuresThatFailsIsReported() {
        sync.target("Job", "alarm", "argocd.argoproj.io/hook: SyncFail").target("ConfigMap", "c");
        sync.cluster.fail("apply ConfigMap/c", "conflict");
        sync.cluster.fail("apply Job/alarm", "quota");

        assertThat(sync.message())
                .isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully, reason: conflict\n"
                        + "one or more SyncFail hooks failed, reason: quota");
    }

    @Test
    void finalizersThatDoNotComeOffAreTriedOnce() {
        sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        sync.cluster.onceApplied("pre", HEALTHY);
        sync.cluster.fail("release Job/pre", "timeout");

        sync.go();
        assertThat(sync.message()).isEqualTo("Failed: one or more synchronization tasks completed unsuccessfully");
        assertThat(sync.done()).containsExactly("apply Job/pre", "release Job/pre");
        assertThat(sync.results()).containsExactly("pre Synced Error Failed to remove hook finalizer: timeout");
    }

    @Test
    void theNamespaceIsMadeBeforeAnythingIsTried() {
        sync.target("ConfigMap", "c")
                .options("CreateNamespace=true")
                .namespace(new NamespaceRequest("team", Optional.empty(), Optional.empty()));

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.cluster.done()).containsExactly("apply Namespace/team", "try ConfigMap/c", "apply ConfigMap/c");
    }

    @Test
    void aNamespaceThatCannotBeMadeEndsTheSync() {
        sync.target("ConfigMap", "c")
                .options("CreateNamespace=true")
                .namespace(new NamespaceRequest("team", Optional.empty(), Optional.empty()));
        sync.cluster.fail("apply Namespace/team", "forbidden");

        assertThat(sync.message()).isEqualTo("Failed: the namespace failed to apply, reason: forbidden");
        assertThat(sync.cluster.done()).containsExactly("apply Namespace/team");
    }

    @Test
    void onlyWhatDiffersIsAppliedWhereThatIsAskedFor() {
        sync.synced("ConfigMap", "same").target("ConfigMap", "other").options("ApplyOutOfSyncOnly=true");

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.cluster.done()).containsExactly("try ConfigMap/other", "apply ConfigMap/other");
    }

    @Test
    void aDryRunOfASyncChangesNothing() {
        sync.extra("Secret", "old")
                .target("ConfigMap", "c")
                .target("Job", "pre", "argocd.argoproj.io/hook: PreSync")
                .settings(new SyncSettings(
                        true, true, false, false, SyncOptions.none(), List.of(), false, Duration.ZERO));

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (no more tasks)");
        assertThat(sync.done()).isEmpty();
        assertThat(sync.results())
                .containsExactlyInAnyOrder(
                        "old Pruned Succeeded pruned (dry run)",
                        "pre Synced Succeeded pre valid",
                        "c Synced Succeeded c valid");
    }

    @Test
    void aSyncGoesOnAfterARestart() {
        sync.target("Pod", "first", "argocd.argoproj.io/sync-wave: -1").target("Pod", "second");
        sync.cluster.onceApplied("first", WORKING);

        sync.go();
        assertThat(sync.restart().message()).isEqualTo("waiting for healthy state of /Pod/first");
        sync.health("first", HEALTHY);
        assertThat(sync.restart().message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.done()).containsExactly("apply Pod/first", "apply Pod/second");
        assertThat(sync.cluster.done())
                .filteredOn(line -> line.startsWith("try"))
                .hasSize(2);
    }

    @Test
    void whatIsEndedDeletesRunningHooks() {
        sync.target("Job", "slow", "argocd.argoproj.io/hook: PreSync")
                .target("Job", "fast", "argocd.argoproj.io/hook: PreSync")
                .target("ConfigMap", "c");
        sync.cluster.onceApplied("slow", WORKING);
        sync.cluster.onceApplied("fast", WORKING);
        sync.go();
        sync.health("fast", HEALTHY);

        assertThat(sync.terminate()).isEqualTo(new Decision.End(OperationPhase.FAILED, "Operation terminated"));
        assertThat(sync.results())
                .containsExactlyInAnyOrder("slow Synced Failed Terminated", "fast Synced Succeeded fine");
        assertThat(sync.cluster.has("slow")).isFalse();
        assertThat(sync.cluster.has("fast")).isTrue();
        assertThat(sync.cluster.has("c")).isFalse();
    }

    @Test
    void anEndThatIsInterruptedForgetsNoHook() {
        sync.target("Job", "slow", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        sync.cluster.onceApplied("slow", WORKING);
        sync.go();

        sync.restartWhileTerminating();

        assertThat(sync.terminate()).isEqualTo(new Decision.End(OperationPhase.FAILED, "Operation terminated"));
        assertThat(sync.results()).containsExactly("slow Synced Failed Terminated");
        assertThat(sync.cluster.has("slow")).isFalse();
    }

    @Test
    void anEndThatHasErrorsSaysSo() {
        sync.target("Job", "slow", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");
        sync.cluster.onceApplied("slow", WORKING);
        sync.cluster.fail("delete Job/slow", "forbidden");
        sync.go();

        assertThat(sync.terminate())
                .isEqualTo(new Decision.End(OperationPhase.ERROR, "Operation termination had errors"));
        assertThat(sync.results()).containsExactly("slow Synced Failed Failed to delete: forbidden");
    }

    @Test
    void anActionThatNobodyReportsOnCountsAsFailed() {
        sync.target("ConfigMap", "c");
        SyncMachine machine = new SyncMachine(sync.plan(), SyncSettings.plain());
        Turn turn = machine.next(SyncState.of(SyncResults.none()), task -> new LiveState.Absent());

        SyncState state = machine.record(turn.state(), Map.of());

        assertThat(machine.next(state, task -> new LiveState.Absent()).decision())
                .isEqualTo(new Decision.End(OperationPhase.FAILED, "one or more objects failed to apply (dry run)"));
    }

    @Test
    void imagesOfPodsAreListed() {
        assertThat(SyncResults.images(Trees.yaml("""
                        spec:
                          jobTemplate: {spec: {template: {spec: {containers: [{image: a}, {image: b}, {image: a}],
                            initContainers: [{image: c}, {}]}}}}
                        """))).containsExactly("a", "b", "c");
    }
}
