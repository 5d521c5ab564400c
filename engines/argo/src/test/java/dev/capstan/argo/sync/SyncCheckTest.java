package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes before anything is applied: permissions, the namespace, the dry run. */
class SyncCheckTest {

    private final SyncScenario sync = new SyncScenario();

    @Test
    void whatTheDryRunRefusesIsNotApplied() {
        sync.target("ConfigMap", "c").target("Pod", "p");
        sync.cluster.fail("try Pod/p", "invalid");

        assertThat(sync.message()).isEqualTo("Failed: one or more objects failed to apply (dry run)");
        assertThat(sync.done()).isEmpty();
        assertThat(sync.results()).containsExactly("p SyncFailed Failed invalid");
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
    void anActionThatNobodyReportsOnCountsAsFailed() {
        sync.target("ConfigMap", "c");
        SyncMachine machine = new SyncMachine(sync.plan(), SyncSettings.plain());
        Turn turn = machine.next(SyncState.of(SyncResults.none()), task -> new LiveState.Absent());

        SyncState state = machine.record(turn.state(), Map.of());

        assertThat(machine.next(state, task -> new LiveState.Absent()).decision())
                .isEqualTo(new Decision.End(OperationPhase.FAILED, "one or more objects failed to apply (dry run)"));
    }
}
