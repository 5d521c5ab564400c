package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SyncPruneTest {

    private final SyncScenario sync = new SyncScenario();

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
}
