package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletionHooksTest {

    private static final ObjectNode HOOK = Trees.annotated(
            "Job",
            "clean",
            "argocd.argoproj.io/hook: PreDelete",
            "argocd.argoproj.io/hook-delete-policy: HookSucceeded");
    private static final ObjectKey KEY = ObjectKey.of(HOOK);

    private static DeletionHooks.Step run(Map<ObjectKey, ObjectNode> live, Optional<Health> health) {
        return DeletionHooks.run(
                DeletionHook.PRE_DELETE,
                List.of(HOOK, Trees.configMap("c", "1"), Trees.annotated("Job", "x", "helm.sh/hook: post-delete")),
                live,
                object -> health);
    }

    private static DeletionHooks.Step cleanUp(ObjectNode hook, Health health) {
        return DeletionHooks.cleanUp(
                DeletionHook.PRE_DELETE, Map.of(ObjectKey.of(hook), hook), object -> Optional.of(health));
    }

    @Test
    void hooksOfTheTypeAreMade() {
        assertThat(run(Map.of(), Optional.empty())).isEqualTo(new DeletionHooks.Step.Create(List.of(HOOK)));
    }

    @Test
    void aHookThatTheApiServerNamesIsMadeOnce() {
        ObjectNode nameless = HOOK.deepCopy();
        ((ObjectNode) nameless.path("metadata")).put("generateName", "clean-").remove("name");
        ObjectNode named = HOOK.deepCopy();
        ((ObjectNode) named.path("metadata")).put("name", "clean-x7b2q");
        ObjectNode other = HOOK.deepCopy();
        ((ObjectNode) other.path("metadata")).put("name", "other-x7b2q");

        assertThat(runNameless(nameless, other)).isEqualTo(new DeletionHooks.Step.Create(List.of(nameless)));
        assertThat(runNameless(nameless, named)).isEqualTo(new DeletionHooks.Step.Done());
    }

    private static DeletionHooks.Step runNameless(ObjectNode nameless, ObjectNode live) {
        return DeletionHooks.run(
                DeletionHook.PRE_DELETE,
                List.of(nameless),
                Map.of(ObjectKey.of(live), live),
                object -> Optional.of(Health.healthy("")));
    }

    @Test
    void whatRunsIsWaitedFor() {
        assertThat(run(Map.of(KEY, HOOK), Optional.of(Health.progressing(""))))
                .isEqualTo(new DeletionHooks.Step.Wait("waiting for completion of hook batch/Job/clean"));
        assertThat(run(Map.of(KEY, HOOK), Optional.of(Health.healthy("")))).isEqualTo(new DeletionHooks.Step.Done());
        assertThat(run(Map.of(KEY, HOOK), Optional.empty())).isEqualTo(new DeletionHooks.Step.Done());
    }

    @Test
    void aHookThatFailsIsMadeAnew() {
        assertThat(run(Map.of(KEY, HOOK), Optional.of(Health.degraded(""))))
                .isEqualTo(new DeletionHooks.Step.Retry(List.of(KEY), "PreDelete hook(s) failed: default/clean"));
    }

    @Test
    void policiesSayWhatGoes() {
        ObjectNode going = HOOK.deepCopy();
        ((ObjectNode) going.path("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");

        assertThat(cleanUp(HOOK, Health.healthy(""))).isEqualTo(new DeletionHooks.Step.Delete(List.of(KEY)));
        assertThat(cleanUp(HOOK, Health.degraded(""))).isEqualTo(new DeletionHooks.Step.Done());
        assertThat(cleanUp(going, Health.healthy("")))
                .isEqualTo(new DeletionHooks.Step.Wait("waiting for deletion of hook batch/Job/clean"));
        assertThat(cleanUp(Trees.configMap("c", "1"), Health.healthy(""))).isEqualTo(new DeletionHooks.Step.Done());
    }
}
