package dev.capstan.argo.sync;

import static dev.capstan.argo.sync.SyncScenario.HEALTHY;
import static dev.capstan.argo.sync.SyncScenario.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Syncs that go on after a restart, or that somebody ends. */
class SyncInterruptionTest {

    private final SyncScenario sync = new SyncScenario();

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
}
