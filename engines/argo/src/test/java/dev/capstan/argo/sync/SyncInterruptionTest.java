package dev.capstan.argo.sync;

import static dev.capstan.argo.sync.SyncScenario.HEALTHY;
import static dev.capstan.argo.sync.SyncScenario.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
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
    void theDryRunIsNotSkippedAfterARestartWithTheNamespaceAlone() {
        sync.target("ConfigMap", "c")
                .options("CreateNamespace=true")
                .namespace(new NamespaceRequest("team", Optional.empty(), Optional.empty()));
        sync.cluster.fail("try ConfigMap/c", "invalid");

        sync.restartAfterTheFirstActions();

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply (dry run)");
        assertThat(sync.cluster.done()).containsExactly("apply Namespace/team", "try ConfigMap/c");
    }

    @Test
    void aNamespaceThatWasMadeIsNotTriedAfterARestart() {
        NamespaceRequest managed = new NamespaceRequest(
                "team",
                Optional.empty(),
                Optional.of(new NamespaceRequest.ManagedMetadata(Map.of("team", "a"), Map.of())));
        sync.target("ConfigMap", "c").options("CreateNamespace=true").namespace(managed);

        sync.restartAfterTheFirstActions();
        sync.namespace(new NamespaceRequest("team", Optional.of(managed.manifest()), managed.metadata()));

        assertThat(sync.message()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(sync.cluster.done()).containsExactly("apply Namespace/team", "try ConfigMap/c", "apply ConfigMap/c");
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
