package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.OperationChange;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operations that are asked for, wait, fail, go on and end. */
class OperationPassTest {
    private static final String SYNC = "{sync: {}}";
    private static final String WITH_ONE_RETRY = """
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
            retry: {limit: 1, backoff: {duration: 10s}}
            """;

    private static ObjectNode withData(ObjectNode configMap, String value) {
        configMap.withObject("/data").put("key", value);
        return configMap;
    }

    @Test
    void anOperationThatIsAskedForAsksRemotes() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));
        story.refresh();
        String second = story.sources.push(configMap("a", "two"));

        story.ask(SYNC).pass();

        assertThat(story.operation().phase()).isEqualTo("Succeeded");
        assertThat(story.syncResult().revision()).isEqualTo(second);
        assertThat(story.hasOperation()).isFalse();
    }

    @Test
    void itIsTakenUpBeforeItIsCarriedOut() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();

        assertThat(story.written.getFirst().operation())
                .isInstanceOfSatisfying(
                        OperationChange.Started.class,
                        started -> assertThat(started.isByAutomation()).isFalse());
        assertThat(story.written.getLast().operation()).isInstanceOf(OperationChange.Ended.class);
    }

    @Test
    void anOperationHasTheOptionsOfTheApplicationWhenItHasNone() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();

        assertThat(story.done()).contains("apply Namespace/my-app");
    }

    @Test
    void withoutPruneAnExtraObjectIsReportedAndStays() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"), configMap("b", "one"));
        story.ask(SYNC).pass();
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();

        assertThat(story.results()).contains("ConfigMap/b PruneSkipped ignored (requires pruning)");
        assertThat(story.cluster.has("ConfigMap", "b")).isTrue();
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void onlySelectedObjectsAreSynced() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"), configMap("b", "one"));

        story.ask("{sync: {resources: [{kind: ConfigMap, name: b}]}}").pass();

        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply ConfigMap/b");
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.history()).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.ask("{sync: {dryRun: true, syncOptions: [Validate=true]}}").pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.results()).containsExactly("ConfigMap/a Synced a unchanged (dry run)");
        assertThat(story.history()).isEmpty();
    }

    @Test
    void anEarlierRevisionIsSyncedAndTheApplicationStaysComparedWithTheNewest() {
        Story story = Story.manual();
        String first = story.sources.push(configMap("a", "one"));
        story.ask(SYNC).pass();
        story.sources.push(configMap("a", "two"));
        story.ask(SYNC).pass();
        String source = "{repoURL: https://git.example/apps.git, path: prod, targetRevision: main}";

        story.ask("{sync: {revision: '%s', source: %s}}".formatted(first, source))
                .pass();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("one");
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.history())
                .last()
                .satisfies(entry -> assertThat(entry.revision()).isEqualTo(first));
    }

    @Test
    void localManifestsStandInPlaceOfTheSource() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));
        String local = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"local\"}}";

        story.ask("{sync: {manifests: ['%s']}}".formatted(local)).pass();

        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply ConfigMap/local");
    }

    @Test
    void localManifestsThatCannotBeReadEndTheOperation() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.ask("{sync: {manifests: ['no JSON']}}").pass();

        assertThat(story.operationText())
                .isEqualTo("Error: ComparisonError: Failed to load target state: local manifest 1 is no JSON");
    }

    @Test
    void anOperationThatIsNoSyncIsAnError() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.ask("{info: [{name: a, value: b}]}").pass();

        assertThat(story.operationText()).startsWith("Error: Invalid operation specified");
        assertThat(story.hasOperation()).isFalse();
    }

    @Test
    void aFailureIsTriedAgainAfterItsTime() {
        Story story = Story.of(WITH_ONE_RETRY);
        story.sources.push(configMap("a", "one"));
        story.actions.fail("apply ConfigMap/a", "no room");

        story.refresh();

        assertThat(story.operationText())
                .isEqualTo("Running: one or more objects failed to apply, reason: no room. Retrying attempt #1 at"
                        + " 10:00AM.");
        assertThat(story.last().lookAgain()).contains(story.clock.instant().plusSeconds(10));
        assertThat(story.hasOperation()).isTrue();

        story.actions.mend();
        story.forget().later(Duration.ofSeconds(9)).pass();
        assertThat(story.done()).isEmpty();

        story.later(Duration.ofSeconds(1)).pass();
        assertThat(story.done()).containsExactly("apply ConfigMap/a");
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
        assertThat(story.operation().retryCount()).isEqualTo(1);
        assertThat(story.hasOperation()).isFalse();
    }

    @Test
    void afterTheLastRetryItHasFailedUntilTheRevisionChanges() {
        Story story = Story.of(WITH_ONE_RETRY);
        String first = story.sources.push(configMap("a", "one"));
        story.actions.fail("apply ConfigMap/a", "no room");
        story.refresh().later(Duration.ofSeconds(10)).pass();

        assertThat(story.operationText())
                .isEqualTo("Failed: one or more objects failed to apply, reason: no room (retried 1 times).");
        assertThat(story.conditions())
                .singleElement()
                .asString()
                .startsWith("SyncError: Failed last sync attempt to [" + first + "]");

        story.forget().later(Duration.ofHours(1)).pass();
        assertThat(story.done()).isEmpty();

        story.actions.mend();
        story.sources.push(configMap("a", "two"));
        story.refresh();
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
        assertThat(story.conditions()).isEmpty();
    }

    @Test
    void aRetryKeepsToItsRevisionUnlessItIsToTakeTheNewest() {
        Story kept = Story.of(WITH_ONE_RETRY);
        Story renewed = Story.of(WITH_ONE_RETRY.replace("limit: 1", "limit: 1, refresh: true"));
        for (Story story : new Story[] {kept, renewed}) {
            story.sources.push(configMap("a", "one"));
            story.actions.fail("apply ConfigMap/a", "no room");
            story.refresh();
            story.sources.push(configMap("a", "two"));
            story.actions.mend();
            story.later(Duration.ofSeconds(10)).pass();
        }

        assertThat(kept.syncResult().revision()).endsWith("1");
        assertThat(renewed.syncResult().revision()).endsWith("2");
    }

    @Test
    void aWaveWaitsUntilTheOneBeforeIsHealthy() {
        Story story = Story.automated();
        story.sources.push(Story.deployment("web"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));

        story.refresh();
        assertThat(story.operationText()).isEqualTo("Running: waiting for healthy state of apps/Deployment/web");
        assertThat(story.last().lookAgain()).contains(story.clock.instant().plusSeconds(2));
        assertThat(story.health()).isEqualTo("Progressing");

        story.forget().later(Duration.ofSeconds(2)).pass();
        assertThat(story.done()).isEmpty();

        story.rolledOut("web").pass();
        assertThat(story.done()).containsExactly("apply ConfigMap/late");
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void betweenWavesOthersGetTimeToNotice() {
        Story story = Story.automated();
        story.sources.push(configMap("early", "one"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));
        story.refresh().forget();

        story.later(Duration.ofSeconds(1)).pass();
        assertThat(story.done()).isEmpty();

        story.later(Duration.ofSeconds(1)).pass();
        assertThat(story.done()).containsExactly("apply ConfigMap/late");
    }

    @Test
    void aWaitIsWrittenOnce() {
        Story story = Story.automated();
        story.sources.push(Story.deployment("web"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));
        story.refresh().later(Duration.ofSeconds(2)).pass().pass();

        assertThat(story.last().operation()).isInstanceOf(OperationChange.None.class);
    }

    @Test
    void afterARestartASyncGoesOnWhereItWas() {
        Story story = Story.automated();
        story.sources.push(Story.deployment("web"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));
        story.refresh().forget().restart().rolledOut("web");

        story.later(Duration.ofSeconds(2)).pass();

        assertThat(story.done()).containsExactly("apply ConfigMap/late");
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void whatAControllerThatDiedBeganGoesOnAtItsRevision() {
        Story story = Story.automated();
        String first = story.sources.push(
                Story.deployment("web"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));
        story.refresh();
        String second = story.sources.push(Story.deployment("web"));
        story.restart().rolledOut("web").later(Duration.ofSeconds(2));

        story.refresh();

        assertThat(story.syncResult().revision()).isEqualTo(first);
        assertThat(story.cluster.has("ConfigMap", "late")).isTrue();

        story.pass().later(Duration.ofSeconds(2)).pass();
        assertThat(story.syncResult().revision()).isEqualTo(second);
        assertThat(story.cluster.has("ConfigMap", "late")).isFalse();
    }

    @Test
    void aLongSyncLetsOthersHaveTheirTurn() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), Story.deployment("web"));
        story.actions.before(action -> story.later(Duration.ofMinutes(2)));

        story.refresh();
        assertThat(story.operation().phase()).isEqualTo("Running");
        assertThat(story.last().lookAgain()).contains(story.clock.instant());

        for (int i = 0; i < 9 && story.hasOperation(); i++) {
            story.pass();
        }
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply ConfigMap/a", "apply Deployment/web");
    }

    @Test
    void hooksRunInTheirPhases() {
        Story story = Story.automated();
        story.sources.push(
                Story.job("migrate", "argocd.argoproj.io/hook: PreSync"),
                configMap("a", "one"),
                Story.job(
                        "notify",
                        "argocd.argoproj.io/hook: PostSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded"));

        story.refresh();
        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply Job/migrate");
        assertThat(story.operationText()).isEqualTo("Running: waiting for completion of hook batch/Job/migrate");

        story.ended("migrate", "Complete").later(Duration.ofSeconds(2)).pass();
        story.later(Duration.ofSeconds(2)).pass();
        assertThat(story.done()).endsWith("release Job/migrate", "apply ConfigMap/a", "apply Job/notify");

        story.ended("notify", "Complete").pass();
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
        assertThat(story.cluster.has("Job", "notify")).isFalse();
        assertThat(story.sync()).isEqualTo("Synced");
        assertThat(story.resources()).containsKey("Job/migrate");
    }

    @Test
    void aHookThatFailsEndsTheSyncAndLetsTheHooksForThatRun() {
        Story story = Story.of("automated: {}\nsyncOptions: [CreateNamespace=true]\nretry: {limit: 0}");
        story.sources.push(
                Story.job("migrate", "argocd.argoproj.io/hook: PreSync"),
                configMap("a", "one"),
                Story.job("cleanup", "argocd.argoproj.io/hook: SyncFail"));
        story.refresh().ended("migrate", "Failed").later(Duration.ofSeconds(2)).pass();

        assertThat(story.done()).doesNotContain("apply ConfigMap/a").endsWith("apply Job/cleanup");

        story.ended("cleanup", "Complete").pass();
        assertThat(story.operation().phase()).isEqualTo("Failed");
    }

    @Test
    void aTerminatedSyncDeletesTheHooksThatRunAndIsNotTriedAgain() {
        Story story = Story.automated();
        story.sources.push(Story.job("migrate", "argocd.argoproj.io/hook: PreSync"), configMap("a", "one"));
        story.refresh().forget();

        story.terminate().pass();

        assertThat(story.done()).containsExactly("release Job/migrate", "delete Job/migrate");
        assertThat(story.operationText()).isEqualTo("Failed: Operation terminated");
        assertThat(story.hasOperation()).isFalse();
    }

    @Test
    void anOperationThatWaitsForARetryCanBeTerminated() {
        Story story = Story.of(WITH_ONE_RETRY);
        story.sources.push(configMap("a", "one"));
        story.actions.fail("apply ConfigMap/a", "no room");
        story.refresh();

        story.terminate().pass();

        assertThat(story.operation().phase()).isEqualTo("Failed");
        assertThat(story.operation().message()).startsWith("Operation terminated");
    }

    @Test
    void anOperationWithoutManifestsCanBeTerminated() {
        Story story = Story.automated();
        story.sources.push(Story.job("migrate", "argocd.argoproj.io/hook: PreSync"), configMap("a", "one"));
        story.refresh();
        story.sources.breakRemote("no such host");

        story.terminate().pass();

        assertThat(story.operationText()).isEqualTo("Failed: Operation terminated");
    }

    @Test
    void managedMetadataOfTheNamespaceAreAppliedAndKept() {
        Story story = Story.automated()
                .spec(
                        "syncPolicy",
                        "{automated: {prune: true}, syncOptions: [CreateNamespace=true], managedNamespaceMetadata:"
                                + " {labels: {team: a}}}");
        story.sources.push(configMap("a", "one"));
        story.refresh().forget();
        assertThat(story.cluster
                        .get("Namespace", "my-app")
                        .path("metadata")
                        .path("labels")
                        .path("team")
                        .asText())
                .isEqualTo("a");
        assertThat(story.sync()).isEqualTo("Synced");

        story.spec(
                "syncPolicy",
                "{automated: {prune: true}, syncOptions: [CreateNamespace=true], managedNamespaceMetadata: {labels:"
                        + " {team: b}}}");
        story.pass();

        assertThat(story.cluster
                        .get("Namespace", "my-app")
                        .path("metadata")
                        .path("labels")
                        .path("team")
                        .asText())
                .isEqualTo("b");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void aPruneThatNeedsApprovalWaitsForIt() {
        Story story = Story.automated();
        story.sources.push(
                configMap("a", "one"), Story.annotated("dear", "argocd.argoproj.io/sync-options: Prune=confirm"));
        story.refresh();
        story.sources.push(configMap("a", "one"));

        story.later(Duration.ofMinutes(1)).refresh();
        assertThat(story.operationText()).startsWith("Running: waiting for pruning confirmation of /ConfigMap/dear");
        assertThat(story.cluster.has("ConfigMap", "dear")).isTrue();

        story.annotate(
                "argocd.argoproj.io/deletion-approved",
                story.clock.instant().plusSeconds(1).toString());
        story.pass();
        assertThat(story.cluster.has("ConfigMap", "dear")).isFalse();
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void ignoredFieldsKeepTheirLiveValueWhenThatIsRespected() {
        Story story = Story.manual()
                .spec("ignoreDifferences", "[{kind: ConfigMap, jsonPointers: [/data/key]}]")
                .spec("syncPolicy", "{syncOptions: [CreateNamespace=true, RespectIgnoreDifferences=true]}");
        story.sources.push(configMap("a", "one"));
        story.ask(SYNC).pass();
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));

        story.ask(SYNC).pass();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("edited");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void aSyncWindowHoldsAutomationBackAndIsLookedAtAgain() {
        Story story = Story.automated();
        story.plane.defaultProject(windows("manualSync: true"));
        story.sources.push(configMap("a", "one"));

        story.refresh();
        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.last().lookAgain()).contains(story.clock.instant().plus(Duration.ofHours(1)));

        story.later(Duration.ofHours(1)).pass();
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void aManualSyncGoesThroughAWindowThatLetsIt() {
        Story story = Story.manual();
        story.plane.defaultProject(windows("manualSync: true"));
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();

        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void aManualSyncWaitsForAWindowThatDoesNot() {
        Story story = Story.manual();
        story.plane.defaultProject(windows("manualSync: false"));
        story.sources.push(configMap("a", "one"));

        story.ask(SYNC).pass();
        assertThat(story.operationText()).isEqualTo("Running: Sync operation blocked by sync window");
        assertThat(story.done()).isEmpty();

        story.later(Duration.ofHours(1)).pass();
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    private static String windows(String field) {
        return """
                sourceRepos: ['*']
                destinations: [{server: '*', namespace: '*'}]
                clusterResourceWhitelist: [{group: '*', kind: '*'}]
                syncWindows:
                - {kind: deny, schedule: '0 10 * * *', duration: 1h, applications: ['*'], %s}
                """.formatted(field);
    }

    @Test
    void severalSourcesAreSyncedTogether() {
        Story story = Story.automated().spec("sources", """
                [{repoURL: https://git.example/apps.git, path: a}, {repoURL: https://git.example/apps.git, path: b}]
                """);
        String revision = story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.syncResult().revisions()).containsExactly(revision, revision);
        assertThat(story.syncResult().sources()).hasSize(2);
        assertThat(story.conditions()).singleElement().asString().startsWith("RepeatedResourceWarning");
        assertThat(story.resources()).isEqualTo(Map.of("ConfigMap/a", "Synced"));
        assertThat(story.forget().pass().done()).isEmpty();
    }
}
