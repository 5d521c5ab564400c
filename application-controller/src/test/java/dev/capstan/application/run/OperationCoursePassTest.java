package dev.capstan.application.run;

import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.operate.OperationChange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How operations go on from pass to pass: retries, waves, hooks, restarts, terminations. */
class OperationCoursePassTest {
    private static final String WITH_ONE_RETRY = """
            automated: {prune: true, selfHeal: true}
            syncOptions: [CreateNamespace=true]
            retry: {limit: 1, backoff: {duration: 10s}}
            """;

    /** One whose first try has failed. */
    private static Story failed(String policy) {
        Story story = Story.of(policy);
        story.sources.push(configMap("a", "one"));
        story.actions.fail("apply ConfigMap/a", "no room");
        return story.refresh();
    }

    @Test
    void aFailureIsTriedAgainAfterItsTime() {
        Story story = failed(WITH_ONE_RETRY);

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
        Story kept = failed(WITH_ONE_RETRY);
        Story renewed = failed(WITH_ONE_RETRY.replace("limit: 1", "limit: 1, refresh: true"));
        for (Story story : new Story[] {kept, renewed}) {
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
        Story story = failed(WITH_ONE_RETRY);

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
}
