package dev.capstan.argo.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncPlanTest {

    private final SyncScenario sync = new SyncScenario();

    private static List<String> shown(SyncPlan plan) {
        return plan.tasks().stream()
                .map(task -> task.phase() + " " + task.wave() + " " + (task.isPrune() ? "-" : "+")
                        + task.key().name())
                .toList();
    }

    private static SyncSettings selecting(String kind, String name) {
        return new SyncSettings(
                false,
                false,
                false,
                false,
                SyncOptions.none(),
                List.of(new SelectedResource("", kind, "", name)),
                false,
                Duration.ZERO);
    }

    @Test
    void prunesGoInTheOppositeOrderOfTheirWaves() {
        sync.extra("ConfigMap", "first", "argocd.argoproj.io/sync-wave: -2")
                .extra("ConfigMap", "middle", "argocd.argoproj.io/sync-wave: 0")
                .extra("ConfigMap", "last", "argocd.argoproj.io/sync-wave: 5")
                .target("ConfigMap", "kept", "argocd.argoproj.io/sync-wave: 1");

        assertThat(shown(sync.plan()))
                .containsExactly("Sync -2 -last", "Sync 0 -middle", "Sync 1 +kept", "Sync 5 -first");
    }

    @Test
    void prunesThatComeLastComeBehindEverything() {
        sync.extra("ConfigMap", "late", "argocd.argoproj.io/sync-options: PruneLast=true")
                .extra("ConfigMap", "old")
                .target("ConfigMap", "c", "argocd.argoproj.io/sync-wave: 4");

        assertThat(shown(sync.plan())).containsExactly("Sync 0 -old", "Sync 4 +c", "Sync 5 -late");
        assertThat(shown(sync.options("PruneLast=true").plan()))
                .containsExactly("Sync 4 +c", "Sync 5 -late", "Sync 5 -old");
    }

    @Test
    void aPruneCannotComeBehindTheLastWaveThatThereIs() {
        sync.target("ConfigMap", "c", "argocd.argoproj.io/sync-wave: " + Long.MAX_VALUE)
                .extra("ConfigMap", "old")
                .options("PruneLast=true");

        assertThat(shown(sync.plan()))
                .containsExactly("Sync " + Long.MAX_VALUE + " +c", "Sync " + Long.MAX_VALUE + " -old");
    }

    @Test
    void wavesAreComparedWithoutOverflow() {
        sync.target("ConfigMap", "late", "argocd.argoproj.io/sync-wave: " + Long.MAX_VALUE)
                .target("ConfigMap", "early", "argocd.argoproj.io/sync-wave: " + Long.MIN_VALUE);

        assertThat(sync.plan().tasks().getFirst().key().name()).isEqualTo("early");
    }

    @Test
    void whatOthersNeedComesRightBeforeTheFirstOfThem() {
        sync.target(Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: default}}"))
                .target(Trees.yaml("""
                        apiVersion: apiextensions.k8s.io/v1
                        kind: CustomResourceDefinition
                        metadata: {name: definition}
                        spec: {group: example.com, names: {kind: Widget}}
                        """))
                .target(Trees.yaml("""
                        apiVersion: example.com/v1
                        kind: Widget
                        metadata: {name: w, annotations: {argocd.argoproj.io/sync-wave: "-1"}}
                        """))
                .target("Secret", "s")
                .target("ConfigMap", "c", "argocd.argoproj.io/sync-wave: -3")
                .extra("ConfigMap", "old", "argocd.argoproj.io/sync-wave: -9");

        assertThat(shown(sync.plan()))
                .containsExactly(
                        "Sync -9 -old",
                        "Sync -3 +default",
                        "Sync -3 +c",
                        "Sync -1 +definition",
                        "Sync -1 +w",
                        "Sync 0 +s");
        assertThat(shown(sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync")
                        .plan()))
                .startsWith("PreSync 0 +default", "PreSync 0 +pre", "Sync -9 -old", "Sync -3 +c");
    }

    @Test
    void onlyFullSyncsRunHooks() {
        sync.target("Job", "pre", "argocd.argoproj.io/hook: PreSync").target("ConfigMap", "c");

        assertThat(shown(sync.plan())).containsExactly("PreSync 0 +pre", "Sync 0 +c");
        assertThat(shown(sync.settings(selecting("ConfigMap", "c")).plan())).containsExactly("Sync 0 +c");
        assertThat(shown(sync.settings(new SyncSettings(
                                false, false, false, true, SyncOptions.none(), List.of(), false, Duration.ZERO))
                        .plan()))
                .containsExactly("Sync 0 +c");
    }

    @Test
    void aPartialSyncTakesWhatIsSelected() {
        sync.target("ConfigMap", "c").target("ConfigMap", "d").target("Secret", "c");

        assertThat(shown(sync.settings(selecting("ConfigMap", "c")).plan())).containsExactly("Sync 0 +c");
    }

    @Test
    void aNamespaceNarrowsASelection() {
        ObjectKey key = new ObjectKey("", "ConfigMap", "team", "c");

        assertThat(new SelectedResource("", "ConfigMap", "team", "c").matches(key))
                .isTrue();
        assertThat(new SelectedResource("", "ConfigMap", "other", "c").matches(key))
                .isFalse();
        assertThat(new SelectedResource("apps", "ConfigMap", "team", "c").matches(key))
                .isFalse();
    }

    @Test
    void copiesSkippedObjectsAndHooksOfDeletionsAreNoTasks() {
        ObjectNode object = Trees.configMap("copy", "1");
        SyncPlan plan = SyncPlan.of(
                new SyncPlan.Input(
                        List.of(
                                new SyncCandidate(Optional.empty(), Optional.of(object), false, false),
                                candidate(Trees.annotated("ConfigMap", "s", "argocd.argoproj.io/hook: Skip")),
                                candidate(Trees.annotated("Job", "d", "argocd.argoproj.io/hook: PostDelete")),
                                candidate(Trees.annotated("Job", "t", "helm.sh/hook: test"))),
                        List.of(),
                        NamespaceRequest.none(),
                        "",
                        Instant.EPOCH),
                SyncSettings.plain(),
                task -> SyncScenario.PERMITTED);

        assertThat(plan.tasks()).isEmpty();
    }

    private static SyncCandidate candidate(ObjectNode target) {
        return new SyncCandidate(Optional.of(target), Optional.empty(), true, true);
    }

    @Test
    void hooksGetAFinalizerAndANameThatStays() {
        ObjectNode hook = Trees.annotated("Job", "x", "argocd.argoproj.io/hook: PreSync,PostSync");
        ((ObjectNode) hook.path("metadata")).put("generateName", "Migrate-").remove("name");
        sync.target(hook);

        List<SyncTask> tasks = sync.plan().tasks();

        assertThat(tasks)
                .extracting(task -> task.key().name())
                .containsExactly("Migrate-0123456-presync-1700000000", "Migrate-0123456-postsync-1700000000");
        assertThat(tasks)
                .allSatisfy(task -> assertThat(Metadata.of(task.object()).hasFinalizer(Hook.FINALIZER))
                        .isTrue());
        assertThat(sync.plan().tasks()).isEqualTo(tasks);
    }

    @Test
    void aKindThatIsMissingIsNoProblemWhenItsDefinitionComesAlong() {
        ObjectNode definition = Trees.yaml("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: w}
                spec: {group: example.com, names: {kind: Widget}}
                """);
        ObjectNode widget = Trees.yaml("{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}}");
        sync.target(widget)
                .verdicts(task -> task.key().kind().equals("Widget")
                        ? new KindVerdict.NoSuchKind("the server could not find the requested resource")
                        : SyncScenario.PERMITTED);

        assertThat(sync.plan().refusals().values()).containsExactly("the server could not find the requested resource");
        assertThat(sync.target(definition).plan().refusals()).isEmpty();
        assertThat(sync.message()).startsWith("Succeeded");
        assertThat(sync.cluster.done())
                .containsExactly(
                        "try CustomResourceDefinition/w", "apply CustomResourceDefinition/w", "apply Widget/w");
    }

    @Test
    void aKindThatIsMissingMayBeExpected() {
        sync.target("Widget", "a", "argocd.argoproj.io/sync-options: SkipDryRunOnMissingResource=true")
                .verdicts(task -> new KindVerdict.NoSuchKind("missing"));

        assertThat(sync.plan().refusals()).isEmpty();
        assertThat(sync.target("Widget", "b").plan().refusals()).hasSize(1);
        assertThat(sync.options("SkipDryRunOnMissingResource=true").plan().refusals())
                .isEmpty();
    }

    @Test
    void aManagedNamespaceIsAppliedWithItsMetadata() {
        ObjectNode live = Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        NamespaceRequest managed = new NamespaceRequest(
                "team",
                Optional.of(live),
                Optional.of(new NamespaceRequest.ManagedMetadata(Map.of("l", "1"), Map.of("a", "2"))));
        sync.options("CreateNamespace=true").namespace(managed);

        SyncTask task = sync.plan().tasks().getFirst();

        assertThat(task.object().path("metadata")).isEqualTo(Trees.yaml("""
                name: team
                labels: {l: "1"}
                annotations: {a: "2", argocd.argoproj.io/sync-options: ServerSideApply=true}
                """));
        assertThat(ApplyMode.of(task, SyncSettings.plain(), false).way()).isEqualTo(ApplyMode.Way.SERVER_SIDE_APPLY);
    }

    @Test
    void aNamespaceThatIsThereOrAmongTheTargetsIsNotMade() {
        ObjectNode live = Trees.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: team}}");
        NamespaceRequest missing = new NamespaceRequest("team", Optional.empty(), Optional.empty());

        assertThat(sync.options("CreateNamespace=true")
                        .namespace(new NamespaceRequest("team", Optional.of(live), Optional.empty()))
                        .plan()
                        .tasks())
                .isEmpty();
        assertThat(sync.namespace(missing).plan().tasks()).hasSize(1);
        assertThat(sync.target(live).plan().tasks()).hasSize(1);
        assertThat(new SyncScenario().namespace(missing).plan().tasks()).isEmpty();
    }

    @Test
    void aManagedNamespaceIsNotPruned() {
        NamespaceRequest managed = new NamespaceRequest(
                "team", Optional.empty(), Optional.of(new NamespaceRequest.ManagedMetadata(Map.of(), Map.of())));
        sync.extra("Namespace", "team").extra("Namespace", "other");

        assertThat(sync.plan().tasks()).hasSize(2);
        assertThat(sync.namespace(managed).plan().tasks())
                .extracting(task -> task.key().name())
                .containsExactly("other");
    }

    @Test
    void optionsDecideHowAManifestIsApplied() {
        assertThat(mode("ConfigMap").way()).isEqualTo(ApplyMode.Way.CLIENT_SIDE_APPLY);
        assertThat(mode("ConfigMap", "ServerSideApply=true"))
                .isEqualTo(new ApplyMode(ApplyMode.Way.SERVER_SIDE_APPLY, false, true, true));
        assertThat(mode("ConfigMap", "Replace=true").way()).isEqualTo(ApplyMode.Way.REPLACE);
        assertThat(mode("Namespace", "Replace=true").way()).isEqualTo(ApplyMode.Way.UPDATE);
        assertThat(mode("ConfigMap", "Validate=false").validate()).isFalse();
        assertThat(mode("ConfigMap", "Force=true").force()).isTrue();
    }

    @Test
    void anObjectMayOptOutOfServerSideApply() {
        SyncSettings serverSide = new SyncSettings(
                false,
                false,
                false,
                false,
                new SyncOptions(List.of("ServerSideApply=true", "ClientSideApplyMigration=false")),
                List.of(),
                false,
                Duration.ZERO);

        assertThat(ApplyMode.of(task("ConfigMap"), serverSide, false))
                .isEqualTo(new ApplyMode(ApplyMode.Way.SERVER_SIDE_APPLY, false, true, false));
        assertThat(ApplyMode.of(task("ConfigMap", "ServerSideApply=false"), serverSide, false)
                        .way())
                .isEqualTo(ApplyMode.Way.CLIENT_SIDE_APPLY);
        assertThat(ApplyMode.of(task("ConfigMap"), serverSide, true).way()).isEqualTo(ApplyMode.Way.CLIENT_SIDE_APPLY);
    }

    @Test
    void whatIsNotThereIsCreatedInsteadOfReplaced() {
        ObjectNode manifest = Trees.annotated("ConfigMap", "x", "argocd.argoproj.io/sync-options: Replace=true");
        SyncTask task =
                SyncTask.of(ObjectKey.of(manifest), SyncPhase.SYNC, Optional.of(manifest), Optional.empty(), true);

        assertThat(ApplyMode.of(task, SyncSettings.plain(), false).way()).isEqualTo(ApplyMode.Way.CREATE);
    }

    private static ApplyMode mode(String kind, String... options) {
        return ApplyMode.of(task(kind, options), SyncSettings.plain(), false);
    }

    private static SyncTask task(String kind, String... options) {
        ObjectNode object = Trees.annotated(kind, "x", "argocd.argoproj.io/sync-options: " + String.join(",", options));
        if (kind.equals("Namespace")) {
            ((ObjectNode) object.path("metadata")).remove("namespace");
        }
        return SyncTask.of(ObjectKey.of(object), SyncPhase.SYNC, Optional.of(object), Optional.of(object), true);
    }
}
