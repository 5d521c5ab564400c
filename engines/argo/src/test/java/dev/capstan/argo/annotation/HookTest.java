package dev.capstan.argo.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.object.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookTest {

    private static Hook hook(String... annotations) {
        return Hook.of(Trees.annotated("Job", "x", annotations));
    }

    @Test
    void anObjectWithoutAnnotationsIsNone() {
        assertThat(hook().isHook()).isFalse();
        assertThat(hook().types()).isEmpty();
    }

    @Test
    void argosAnnotationGoesBeforeHelms() {
        Hook both = hook("argocd.argoproj.io/hook: PostSync", "helm.sh/hook: pre-install");

        assertThat(both.types()).containsExactly(HookType.POST_SYNC);
    }

    @Test
    void helmsAnnotationDecidesWhereArgosNamesNoType() {
        Hook both = hook("argocd.argoproj.io/hook: Nonsense", "helm.sh/hook: pre-install,post-upgrade");

        assertThat(both.isHook()).isTrue();
        assertThat(both.phases()).containsExactly(SyncPhase.PRE_SYNC, SyncPhase.POST_SYNC);
    }

    @Test
    void installAndUpgradeAreOnePhase() {
        assertThat(hook("helm.sh/hook: pre-upgrade,pre-install").phases()).containsExactly(SyncPhase.PRE_SYNC);
    }

    @Test
    void definitionsThatHelmInstallsFirstAreNoHooks() {
        assertThat(hook("helm.sh/hook: crd-install").isHook()).isFalse();
        assertThat(hook("helm.sh/hook: test").isIgnored()).isTrue();
    }

    @Test
    void skippedObjectsAreNoHooksUnlessTheyAreOtherHooksToo() {
        assertThat(hook("argocd.argoproj.io/hook: Skip").isSkipped()).isTrue();
        assertThat(hook("argocd.argoproj.io/hook: Skip").isHook()).isFalse();
        Hook two = hook("argocd.argoproj.io/hook: Skip, PreSync");
        assertThat(two.isSkipped()).isFalse();
        assertThat(two.phases()).containsExactly(SyncPhase.PRE_SYNC);
    }

    @Test
    void hooksOfDeletionsRunInNoSync() {
        assertThat(hook("argocd.argoproj.io/hook: PreDelete").isIgnored()).isTrue();
        assertThat(DeletionHook.PRE_DELETE.isOn(Trees.annotated("Job", "x", "argocd.argoproj.io/hook: PreDelete")))
                .isTrue();
        assertThat(DeletionHook.POST_DELETE.isOn(Trees.annotated("Job", "x", "helm.sh/hook: test, post-delete")))
                .isTrue();
        assertThat(DeletionHook.isAny(Trees.annotated("Job", "x", "helm.sh/hook: pre-install")))
                .isFalse();
    }

    @Test
    void policiesOfBothKindsCount() {
        assertThat(hook(
                                "argocd.argoproj.io/hook-delete-policy: HookFailed",
                                "helm.sh/hook-delete-policy: hook-succeeded")
                        .deletePolicies())
                .containsExactly(HookDeletePolicy.HOOK_FAILED, HookDeletePolicy.HOOK_SUCCEEDED);
        assertThat(hook("helm.sh/hook-delete-policy: nonsense").deletePolicies())
                .containsExactly(HookDeletePolicy.BEFORE_HOOK_CREATION);
    }

    @Test
    void wavesAreWholeNumbers() {
        assertThat(wave("+7")).isEqualTo(7);
        assertThat(wave("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(wave("9223372036854775808")).isZero();
        assertThat(wave("0x10")).isZero();
        assertThat(wave("١")).isZero();
        assertThat(SyncWave.of(Trees.annotated("Job", "x", "helm.sh/hook-weight: -3")))
                .isEqualTo(-3);
    }

    private static long wave(String text) {
        return SyncWave.of(Trees.annotated("Job", "x", "argocd.argoproj.io/sync-wave: " + text));
    }

    @Test
    void optionsAreTakenAsTheyAreWritten() {
        SyncOptions options = new SyncOptions(List.of("Prune=confirm", "Prune=false", "Replace=True"));

        assertThat(options.value("Prune")).contains("confirm");
        assertThat(options.isOn("Replace")).isFalse();
        assertThat(options.problems())
                .containsExactly(
                        "The sync option 'Replace=True' needs one of the values false, true, so it changes nothing");
    }

    @Test
    void anOptionThatThereIsNotIsNamed() {
        assertThat(new SyncOptions(List.of("CreateNamespaces=true", "Validate")).problems())
                .containsExactly(
                        "The sync option 'CreateNamespaces=true' is not known, so it changes nothing",
                        "The sync option 'Validate' needs one of the values false, true, so it changes nothing");
    }

    @Test
    void objectsThatAreDeletedTakeTheirOwnAlongByDefault() {
        assertThat(Propagation.of(SyncOptions.none())).isEqualTo(Propagation.FOREGROUND);
        assertThat(Propagation.of(new SyncOptions(List.of("PrunePropagationPolicy=background"))))
                .isEqualTo(Propagation.BACKGROUND);
        assertThat(Propagation.of(new SyncOptions(List.of("PrunePropagationPolicy=orphan"))))
                .isEqualTo(Propagation.ORPHAN);
    }
}
