package dev.capstan.argo.sync;

import static dev.capstan.argo.sync.SyncScenario.BROKEN;
import static dev.capstan.argo.sync.SyncScenario.HEALTHY;
import static dev.capstan.argo.sync.SyncScenario.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncHooksTest {

    private final SyncScenario sync = new SyncScenario();

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
}
