package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static dev.capstan.application.run.Story.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.OperationChange;
import dev.capstan.application.source.Revisions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of an Application that syncs itself. */
class ApplicationPassTest {
    private static final String HELD = "argocd.argoproj.io/sync-options: Prune=false";

    private static ObjectNode withData(ObjectNode configMap, String value) {
        configMap.withObject("/data").put("key", value);
        return configMap;
    }

    /** An Application with two ConfigMaps that are as they should be. */
    private static Story synced() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), configMap("b", "one"));
        return story.refresh().forget();
    }

    @Test
    void theFirstSyncMakesTheNamespaceAndEverythingInIt() {
        Story story = Story.automated();
        String revision = story.sources.push(configMap("a", "one"), configMap("b", "one"));

        story.refresh();

        assertThat(story.done()).containsExactly("apply Namespace/my-app", "apply ConfigMap/a", "apply ConfigMap/b");
        assertThat(story.sync()).isEqualTo("Synced");
        assertThat(story.health()).isEqualTo("Healthy");
        assertThat(story.operationText()).isEqualTo("Succeeded: successfully synced (all tasks run)");
        assertThat(story.syncResult().revision()).isEqualTo(revision);
        assertThat(story.hasOperation()).isFalse();
        assertThat(story.cluster
                        .get("ConfigMap", "a")
                        .path("metadata")
                        .path("namespace")
                        .asText())
                .isEqualTo("my-app");
        assertThat(story.cluster.get("ConfigMap", "a").path("metadata").path("annotations"))
                .anySatisfy(mark -> assertThat(mark.asText()).isEqualTo("my-app:/ConfigMap:my-app/a"));
    }

    @Test
    void theNamespaceThatASyncMakesIsNotMarked() {
        Story story = synced();

        assertThat(story.cluster
                        .get("Namespace", "my-app")
                        .path("metadata")
                        .path("annotations")
                        .has("argocd.argoproj.io/tracking-id"))
                .isFalse();
    }

    @Test
    void f117_whatTheStatusShowsIsWrittenBeforeTheFirstObjectIsApplied() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"));
        story.actions.before(action -> assertThat(story.written).hasSize(1));

        story.refresh();

        PassOutcome first = story.written.getFirst();
        assertThat(first.refreshed()).containsInstanceOf(Refreshed.Compared.class);
        assertThat(first.operation())
                .isInstanceOfSatisfying(
                        OperationChange.Started.class,
                        started -> assertThat(started.isByAutomation()).isTrue());
        assertThat(story.written).hasSize(2);
    }

    @Test
    void nothingIsAppliedWhenTheBeginCannotBeWritten() {
        Story story = Story.automated().refuseCheckpoints(true);
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.last().isInterrupted()).isTrue();
        assertThat(story.done()).isEmpty();
    }

    @Test
    void aPushBecomesASync() {
        Story story = synced();
        String revision = story.sources.push(configMap("a", "two"), configMap("b", "one"));

        story.refresh();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("two");
        assertThat(story.syncResult().revision()).isEqualTo(revision);
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void aPushIsNotSeenUntilRemotesAreAsked() {
        Story story = synced();
        story.sources.push(configMap("a", "two"), configMap("b", "one"));

        story.pass();

        assertThat(story.sources.asked()).endsWith(Revisions.Freshness.KNOWN);
        assertThat(story.done()).isEmpty();
    }

    @Test
    void anEditIsHealedInTheSamePass() {
        Story story = synced();
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));

        story.pass();

        assertThat(story.done()).containsExactly("apply ConfigMap/a");
        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("one");
        assertThat(story.sync()).isEqualTo("Synced");
        assertThat(story.syncOperation().resources())
                .singleElement()
                .satisfies(selected -> assertThat(selected.name()).isEqualTo("a"));
        assertThat(story.syncOperation().autoHealAttemptsCount()).isEqualTo(1);
    }

    @Test
    void aDeletedObjectIsMadeAgain() {
        Story story = synced();
        story.cluster.remove("ConfigMap", "b");

        story.pass();

        assertThat(story.done()).containsExactly("apply ConfigMap/b");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void whatIsHealedAgainAndAgainIsHealedLessAndLess() {
        Story story = synced();
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));
        story.pass();
        story.forget().cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));

        story.pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.last().lookAgain()).contains(story.clock.instant().plusSeconds(2));

        story.later(Duration.ofSeconds(2)).pass();

        assertThat(story.done()).containsExactly("apply ConfigMap/a");
        assertThat(story.syncOperation().autoHealAttemptsCount()).isEqualTo(2);
    }

    @Test
    void afterACalmTimeAHealDoesNotWait() {
        Story story = synced();
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));
        story.pass().forget().later(Duration.ofMinutes(6));
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));

        story.pass();

        assertThat(story.done()).containsExactly("apply ConfigMap/a");
    }

    @Test
    void withoutSelfHealAnEditStays() {
        Story story = synced().spec("syncPolicy", "{automated: {prune: true}}");
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));

        story.pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("OutOfSync");
    }

    @Test
    void whatIsNoLongerInTheSourceIsPruned() {
        Story story = synced();
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.done()).contains("prune ConfigMap/b");
        assertThat(story.cluster.has("ConfigMap", "b")).isFalse();
        assertThat(story.resources()).containsOnlyKeys("ConfigMap/a");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void whatTakesItsTimeToGoIsNotHealed() {
        Story story = synced();
        story.cluster.edit("ConfigMap", "b", object -> {
            object.withObject("/metadata").putArray("finalizers").add("example.com/slow");
            return object;
        });
        story.sources.push(configMap("a", "one"));
        story.refresh().forget();
        assertThat(story.sync()).isEqualTo("OutOfSync");

        story.pass();
        assertThat(story.done()).isEmpty();
        assertThat(story.last().lookAgain()).isEmpty();

        story.cluster.remove("ConfigMap", "b");
        assertThat(story.pass().sync()).isEqualTo("Synced");
    }

    @Test
    void whatMustNotBePrunedStaysOutOfSync() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), Story.annotated("kept", HELD));
        story.refresh().forget();
        story.sources.push(configMap("a", "two"));

        story.refresh();

        assertThat(story.cluster.has("ConfigMap", "kept")).isTrue();
        assertThat(story.results()).contains("ConfigMap/kept PruneSkipped ignored (no prune)");
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.operation().phase()).isEqualTo("Succeeded");
    }

    @Test
    void f120_anApplicationWithoutAnythingLeftIsNotWipedOut() {
        Story story = synced();
        story.sources.push();

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.conditions()).singleElement().asString().contains("auto-sync will wipe out all resources");
    }

    @Test
    void aRevertBringsBackWhatWas() {
        Story story = Story.automated();
        String first = story.sources.push(configMap("a", "one"), configMap("b", "one"));
        story.refresh();
        story.sources.push(configMap("a", "two"));
        story.refresh().forget();

        story.sources.reset(first);
        story.refresh();

        assertThat(story.cluster.get("ConfigMap", "a").path("data").path("key").asText())
                .isEqualTo("one");
        assertThat(story.cluster.has("ConfigMap", "b")).isTrue();
        assertThat(story.syncResult().revision()).isEqualTo(first);
    }

    @Test
    void f120_brokenManifestsLeaveEverythingAsItIs() {
        Story story = synced();
        story.sources.pushBroken("prod/a.yaml:3: no YAML");

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.cluster.names()).contains("ConfigMap/a", "ConfigMap/b");
        assertThat(story.sync()).isEqualTo("Unknown");
        assertThat(story.health()).as("what runs is as well as before").isEqualTo("Healthy");
        assertThat(story.conditions())
                .containsExactly("ComparisonError: Failed to load target state: prod/a.yaml:3: no YAML");
        assertThat(story.resources()).containsOnlyKeys("ConfigMap/a", "ConfigMap/b");
    }

    @Test
    void withBrokenManifestsTheHealthOfWhatRunsGoesOn() {
        Story story = Story.automated();
        story.sources.push(deployment("web"));
        story.refresh();
        assertThat(story.health()).isEqualTo("Progressing");
        story.sources.pushBroken("no YAML");

        story.refresh().forget();
        assertThat(story.health()).isEqualTo("Progressing");

        story.cluster.lack("Deployments cannot be listed");
        story.refresh();
        assertThat(story.health()).isEqualTo("Unknown");
    }

    @Test
    void whenManifestsAreWholeAgainTheErrorGoes() {
        Story story = synced();
        story.sources.pushBroken("no YAML");
        story.refresh();
        story.sources.push(configMap("a", "three"), configMap("b", "one"));

        story.refresh();

        assertThat(story.conditions()).isEmpty();
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @Test
    void nothingIsUnpackedWhenNothingHasChanged() {
        Story story = synced();
        story.pass();
        int before = story.cluster.unpacked();

        story.pass();

        assertThat(story.cluster.unpacked()).isEqualTo(before);
        assertThat(story.last().operation()).isInstanceOf(OperationChange.None.class);
        assertThat(story.last().lookAgain()).isEmpty();
    }

    @Test
    void everySyncGetsAnEntryInTheHistoryButHealsDoNot() {
        Story story = Story.automated().spec("revisionHistoryLimit", "2");
        String first = story.sources.push(configMap("a", "one"));
        story.refresh();
        String second = story.sources.push(configMap("a", "two"));
        story.refresh();
        story.cluster.edit("ConfigMap", "a", object -> withData(object, "edited"));
        story.pass();
        String third = story.sources.push(configMap("a", "three"));
        story.refresh();

        assertThat(story.history())
                .extracting(entry -> entry.id() + " " + entry.revision())
                .containsExactly("1 " + second, "2 " + third)
                .doesNotContain("0 " + first);
    }

    @Test
    void withoutAutomationADifferenceIsOnlyShown() {
        Story story = Story.manual();
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.sync()).isEqualTo("OutOfSync");
        assertThat(story.health()).isEqualTo("Missing");
        assertThat(story.resources()).isEqualTo(Map.of("ConfigMap/a", "OutOfSync"));
        assertThat(story.last().conditions().found()).isEqualTo(List.of());
    }
}
