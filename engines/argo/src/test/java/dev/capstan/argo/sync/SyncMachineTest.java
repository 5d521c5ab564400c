package dev.capstan.argo.sync;

import static dev.capstan.argo.sync.SyncScenario.BROKEN;
import static dev.capstan.argo.sync.SyncScenario.HEALTHY;
import static dev.capstan.argo.sync.SyncScenario.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The course of a sync: waves, health, and how it ends. */
class SyncMachineTest {

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
    void whatCannotBeAppliedFailsTheSyncWithItsReason() {
        sync.target("ConfigMap", "c").target("Pod", "p").target("Pod", "q").target("Service", "s");
        sync.cluster.fail("apply ConfigMap/c", "conflict");
        sync.cluster.fail("apply Pod/p", "conflict");
        sync.cluster.fail("apply Pod/q", "full");

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply, reason: conflict,full");
        assertThat(sync.done()).containsExactly("apply ConfigMap/c", "apply Service/s", "apply Pod/p", "apply Pod/q");
    }

    @Test
    void onlyWhatDiffersIsAppliedWhereThatIsAskedFor() {
        sync.synced("ConfigMap", "same").target("ConfigMap", "other").options("ApplyOutOfSyncOnly=true");

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.cluster.done()).containsExactly("try ConfigMap/other", "apply ConfigMap/other");
    }
}
