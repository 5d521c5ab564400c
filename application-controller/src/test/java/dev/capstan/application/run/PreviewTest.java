package dev.capstan.application.run;

import static dev.capstan.application.run.Story.annotated;
import static dev.capstan.application.run.Story.configMap;
import static dev.capstan.application.run.Story.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.SyncRehearsal.Deed;
import dev.capstan.argo.object.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of an Application while somebody else takes care of it. */
class PreviewTest {

    private static Story synced(Story story) {
        story.sources.push(configMap("a", "one"), configMap("b", "one"));
        return story.refresh().forget();
    }

    /** What the sync would do, such as {@code ConfigMap/a CHANGE}; empty when there would be none. */
    private static Optional<Map<String, Deed>> deeds(Previewed previewed) {
        return previewed.sync().map(sync -> {
            Map<String, Deed> deeds = new LinkedHashMap<>();
            sync.deeds().forEach((key, deed) -> deeds.put(key.kind() + "/" + key.name(), deed));
            return deeds;
        });
    }

    private static String status(Previewed previewed) {
        return previewed.refreshed().orElseThrow() instanceof Refreshed.Compared compared
                ? compared.comparison().status().toString()
                : "Unknown";
    }

    private static void edit(Story story, String name) {
        story.cluster.edit("ConfigMap", name, object -> {
            object.withObject("/data").put("key", "by hand");
            return object;
        });
    }

    @Test
    void nothingIsSaidOfWhatIsAsItShouldBe() {
        Story story = synced(Story.automated());

        Previewed previewed = story.preview();

        assertThat(status(previewed)).isEqualTo("Synced");
        assertThat(previewed.sync()).isEmpty();
        assertThat(previewed.waitsFor()).isEmpty();
        assertThat(previewed.fields()).isEmpty();
    }

    @Test
    void whatASyncWouldWriteIsToldAndNotWritten() {
        Story story = synced(Story.automated());
        story.sources.push(configMap("a", "two"), configMap("b", "one"), configMap("c", "one"));

        Previewed previewed = story.preview();

        assertThat(deeds(previewed)).contains(Map.of("ConfigMap/a", Deed.CHANGE, "ConfigMap/c", Deed.CREATE));
        assertThat(previewed.fields())
                .containsEntry(new ObjectKey("", "ConfigMap", "my-app", "a"), List.of("data.key"));
        assertThat(story.done()).isEmpty();
        assertThat(story.written).isEmpty();
    }

    @Test
    void aManualEditWouldBeHealed() {
        Story story = synced(Story.automated());
        edit(story, "b");

        Previewed previewed = story.preview();

        assertThat(deeds(previewed)).contains(Map.of("ConfigMap/b", Deed.CHANGE));
        assertThat(story.done()).isEmpty();
    }

    @Test
    void whatIsNotAutomatedWouldOnlyBeShown() {
        Story story = synced(Story.automated());
        story.spec("syncPolicy", "{syncOptions: [CreateNamespace=true]}");
        edit(story, "b");

        Previewed previewed = story.preview();

        assertThat(status(previewed)).isEqualTo("OutOfSync");
        assertThat(previewed.sync()).isEmpty();
        assertThat(previewed.fields()).containsOnlyKeys(new ObjectKey("", "ConfigMap", "my-app", "b"));
    }

    /** Waves and hooks that come later count as well: what they wait for is thought to come. */
    @Test
    void allWavesAndHooksAreGoneThrough() {
        Story story = Story.automated();
        story.sources.push(
                job("before", "argocd.argoproj.io/hook: PreSync"),
                annotated("first", "argocd.argoproj.io/sync-wave: '1'"),
                annotated("second", "argocd.argoproj.io/sync-wave: '2'"),
                job("after", "argocd.argoproj.io/hook: PostSync"));

        Previewed previewed = story.preview();

        assertThat(deeds(previewed).orElseThrow())
                .containsExactly(
                        Map.entry("Namespace/my-app", Deed.CREATE),
                        Map.entry("Job/before", Deed.RUN),
                        Map.entry("ConfigMap/first", Deed.CREATE),
                        Map.entry("ConfigMap/second", Deed.CREATE),
                        Map.entry("Job/after", Deed.RUN));
        assertThat(previewed.sync().orElseThrow().failure()).isEmpty();
    }

    @Test
    void whatIsInNoSourceAnyMoreWouldBeDeleted() {
        Story story = synced(Story.automated());
        story.sources.push(configMap("a", "one"));

        assertThat(deeds(story.preview())).contains(Map.of("ConfigMap/b", Deed.DELETE));
    }

    @Test
    void aDeletionThatNeedsApprovalIsNotThoughtToHaveIt() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), annotated("b", "argocd.argoproj.io/sync-options: Prune=confirm"));
        story.refresh();
        story.sources.push(configMap("a", "one"));

        Previewed previewed = story.preview();

        assertThat(deeds(previewed)).contains(Map.of());
        assertThat(previewed.sync().orElseThrow().failure()).isPresent();
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        Story story = synced(Story.automated());
        story.sources.breakRemote("no answer");

        Previewed previewed = story.preview();

        assertThat(previewed.conditions().messages(ConditionType.COMPARISON_ERROR))
                .containsExactly("Failed to load target state: no answer");
        assertThat(previewed.sync()).isEmpty();
    }

    @Test
    void anOperationThatIsAskedForIsLeftToWhoeverTakesItUp() {
        Story story = synced(Story.automated()).ask("sync: {}");
        edit(story, "b");

        Previewed previewed = story.preview();

        assertThat(previewed.waitsFor()).contains("a sync of it is asked for, or under way");
        assertThat(previewed.sync()).isEmpty();
        assertThat(story.done()).isEmpty();
    }

    @Test
    void anApplicationThatIsDeletedIsNotTouched() {
        Story story = synced(Story.automated()).delete("resources-finalizer.argocd.argoproj.io");

        Previewed previewed = story.preview();

        assertThat(previewed.waitsFor()).contains("it is being deleted");
        assertThat(story.done()).isEmpty();
    }
}
