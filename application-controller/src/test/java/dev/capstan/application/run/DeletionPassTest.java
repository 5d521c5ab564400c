package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.source.FakeSources;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications that are deleted. */
class DeletionPassTest {
    private static final String RESOURCES = "resources-finalizer.argocd.argoproj.io";
    private static final String PRE_DELETE = "pre-delete-finalizer.argocd.argoproj.io";
    private static final String POST_DELETE = "post-delete-finalizer.argocd.argoproj.io";

    private static Story synced(String... manifests) {
        Story story = Story.automated();
        story.sources.push(manifests);
        return story.refresh().forget();
    }

    @Test
    void itsObjectsGoAndThenItsFinalizer() {
        Story story = synced(configMap("a", "one"), configMap("b", "one")).delete(RESOURCES);

        story.pass();

        assertThat(story.done()).containsExactly("delete ConfigMap/a", "delete ConfigMap/b");
        assertThat(story.application().finalizers()).isEmpty();
    }

    @Test
    void thoseOfHighWavesGoFirst() {
        Story story = Story.automated();
        story.sources.push(configMap("a", "one"), Story.annotated("late", "argocd.argoproj.io/sync-wave: '1'"));
        story.refresh().later(Duration.ofSeconds(2)).pass().forget();

        story.delete(RESOURCES + "/background").pass();

        assertThat(story.done()).containsExactly("delete ConfigMap/late", "delete ConfigMap/a");
    }

    @Test
    void whatIsMarkedToStayAndWhatIsNotOursStays() {
        Story story =
                synced(configMap("a", "one"), Story.annotated("kept", "argocd.argoproj.io/sync-options: Delete=false"));
        story.cluster.put((ObjectNode)
                FakeSources.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: foreign, namespace: my-app}}"));

        story.delete(RESOURCES).pass();

        assertThat(story.cluster.names()).containsExactly("ConfigMap/foreign", "ConfigMap/kept", "Namespace/my-app");
        assertThat(story.application().finalizers()).isEmpty();
    }

    @Test
    void itWaitsForObjectsThatTakeTheirTime() {
        Story story = synced(configMap("a", "one"));
        story.cluster.edit("ConfigMap", "a", object -> {
            object.withObject("/metadata").putArray("finalizers").add("example.com/slow");
            return object;
        });

        story.delete(RESOURCES).pass();
        assertThat(story.last().deletion())
                .containsInstanceOf(DeletionOutcome.Waiting.class)
                .get()
                .asString()
                .contains("waiting for deletion of /ConfigMap/a");
        assertThat(story.application().finalizers()).containsExactly(RESOURCES);

        story.cluster.remove("ConfigMap", "a");
        story.pass();
        assertThat(story.application().finalizers()).isEmpty();
    }

    @Test
    void whatNeedsApprovalWaitsForIt() {
        Story story = synced(Story.annotated("dear", "argocd.argoproj.io/sync-options: Delete=confirm"));

        story.delete(RESOURCES).pass();
        assertThat(story.cluster.has("ConfigMap", "dear")).isTrue();

        story.annotate(
                        "argocd.argoproj.io/deletion-approved",
                        story.clock.instant().toString())
                .pass();
        assertThat(story.cluster.has("ConfigMap", "dear")).isFalse();
    }

    @Test
    void f119_aDeletionThatIsRefusedIsAnErrorAndTriedAgain() {
        Story story = synced(configMap("a", "one"));
        story.actions.fail("delete ConfigMap/a", "forbidden");

        story.delete(RESOURCES).pass();
        assertThat(story.conditions()).containsExactly("DeletionError: /ConfigMap/a: forbidden");
        assertThat(story.last().lookAgain()).isPresent();

        story.actions.mend();
        story.pass();
        assertThat(story.application().finalizers()).isEmpty();
        assertThat(story.conditions()).isEmpty();
    }

    @Test
    void withoutItsProjectNothingIsDeletedAndItIsSaidWhatToDo() {
        Story story = synced(configMap("a", "one")).delete(RESOURCES);
        story.plane.deleteProject("default");

        story.pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.conditions())
                .containsExactly("DeletionError: the project default does not exist, so nothing may be deleted; make it"
                        + " again, or take the finalizers off if the objects shall stay");
    }

    @Test
    void whatTheProjectNoLongerPermitsStays() {
        Story story = synced(configMap("a", "one")).delete(RESOURCES);
        story.plane.defaultProject("""
                sourceRepos: ['*']
                destinations: [{server: '*', namespace: other}]
                """);

        story.pass();

        assertThat(story.cluster.has("ConfigMap", "a")).isTrue();
        assertThat(story.application().finalizers()).isEmpty();
    }

    @Test
    void f123_whenItsClusterIsNoLongerKnownTheFinalizersComeOff() {
        Story story = synced(configMap("a", "one"))
                .spec("destination", "{server: https://gone.example, namespace: my-app}")
                .delete(RESOURCES, POST_DELETE);

        story.pass();

        assertThat(story.application().finalizers()).isEmpty();
        assertThat(story.last().deletion())
                .get()
                .asString()
                .contains("there is no cluster with the server https://gone.example");
    }

    @Test
    void nothingIsLetGoWhileObjectsCannotBeSeen() {
        Story story = synced(configMap("a", "one")).delete(RESOURCES);
        story.cluster.hideGap("ConfigMaps cannot be listed");

        story.pass();

        assertThat(story.application().finalizers()).containsExactly(RESOURCES);
        assertThat(story.conditions())
                .containsExactly(
                        "DeletionError: it cannot be told which objects are left: ConfigMaps cannot be listed");
    }

    @Test
    void hooksRunBeforeAndAfter() {
        Story story = synced(
                configMap("a", "one"),
                Story.job("before", "argocd.argoproj.io/hook: PreDelete"),
                Story.job(
                        "after",
                        "argocd.argoproj.io/hook: PostDelete, argocd.argoproj.io/hook-delete-policy: HookSucceeded"));

        story.delete(PRE_DELETE, RESOURCES, POST_DELETE, POST_DELETE + "/cleanup")
                .pass();
        assertThat(story.done()).containsExactly("apply Job/before");
        assertThat(story.application().finalizers()).contains(PRE_DELETE);

        story.ended("before", "Complete").pass();
        assertThat(story.application().finalizers()).doesNotContain(PRE_DELETE);

        story.pass();
        assertThat(story.cluster.has("ConfigMap", "a")).isFalse();
        assertThat(story.application().finalizers()).isEqualTo(List.of(POST_DELETE, POST_DELETE + "/cleanup"));

        story.pass();
        story.ended("after", "Complete").pass();
        assertThat(story.application().finalizers()).containsExactly(POST_DELETE + "/cleanup");

        story.pass();
        assertThat(story.cluster.has("Job", "after")).isFalse();
        assertThat(story.application().finalizers()).isEmpty();
    }

    @Test
    void aHookWithoutANameIsMadeOnce() {
        Story story = synced(
                configMap("a", "one"),
                Story.job("x", "argocd.argoproj.io/hook: PreDelete").replace("{name: x,", "{generateName: before-,"));

        story.delete(PRE_DELETE, RESOURCES).pass().pass();

        assertThat(story.done()).singleElement().asString().startsWith("apply Job/before-");
    }

    @Test
    void aHookThatFailsIsMadeAgain() {
        Story story = synced(configMap("a", "one"), Story.job("before", "argocd.argoproj.io/hook: PreDelete"));
        story.delete(PRE_DELETE, RESOURCES).pass().ended("before", "Failed").pass();

        assertThat(story.conditions()).containsExactly("DeletionError: PreDelete hook(s) failed: my-app/before");
        assertThat(story.cluster.has("Job", "before")).isFalse();

        story.pass();
        assertThat(story.done()).endsWith("apply Job/before");
    }

    @Test
    void hooksWhoseManifestsCannotBeLoadedAreSaid() {
        Story story = synced(configMap("a", "one"), Story.job("before", "argocd.argoproj.io/hook: PreDelete"));
        story.sources.breakRemote("no such host");

        story.delete(PRE_DELETE, RESOURCES).pass();

        assertThat(story.conditions())
                .containsExactly(
                        "DeletionError: the hooks of the deletion cannot be run: Failed to load target state: no"
                                + " such host; correct that, or take the finalizer of the hooks off");
    }
}
