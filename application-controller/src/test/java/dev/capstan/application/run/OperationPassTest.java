package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.OperationChange;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operations do, and when: as they are asked for, as the Application says, as windows let them. */
class OperationPassTest {
    private static final String SYNC = "{sync: {}}";

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
    void aBranchThatAnOperationNamesIsAskedFor() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));
        story.refresh();
        String second = story.sources.push(configMap("a", "two"));

        story.ask("{sync: {revision: main}}").pass();

        assertThat(story.syncResult().revision()).isEqualTo(second);
        assertThat(story.sync()).isEqualTo("Synced");
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
