package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.POST_INSTALL;
import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.HookEvent.TEST;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.configMapHook;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.cluster.ClusterApi.Propagation;
import dev.capstan.helm.release.record.HookPhase;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hooks and tests: when they run, what becomes of their objects, and what is said when one fails. */
class ReleaseHooksIT extends ReleaseScenario {

    @Test
    void runsHooksByWeightAndDeletesThemByTheirPolicies() {
        ReleaseRecord record = done(release.install(content(
                configMap("one", "1"),
                job("later", 5, PRE_INSTALL, List.of(), "run-for: 0s"),
                job("sooner", -5, PRE_INSTALL, List.of(RecordedHook.SUCCEEDED), "run-for: 0s"),
                configMapHook("after", POST_INSTALL))));

        List<RecordedHook.LastRun> runs =
                record.hooks().stream().map(RecordedHook::lastRun).toList();
        assertThat(runs).allMatch(run -> run.phase() == HookPhase.SUCCEEDED);
        assertThat(runs.get(1).completedAt().orElseThrow())
                .isBeforeOrEqualTo(runs.get(0).startedAt().orElseThrow());
        assertThat(jobs()).containsExactly("later");
        assertThat(names()).containsExactly("after", "one");
        assertThat(live("after").getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/managed-by");
    }

    @Test
    void runsAHookAnewThatIsStillThere() {
        done(release.install(content("", configMapHook("seed", PRE_INSTALL))));
        String first = live("seed").getMetadata().getUid();
        done(end(release.actions.uninstall(
                release.target,
                release.history(),
                new UninstallOptions(WaitOptions.of(TIMEOUT), Propagation.BACKGROUND, true, ""))));
        assertThat(release.statuses()).containsExactly("1 uninstalled");

        done(release.install(content("", configMapHook("seed", PRE_INSTALL))));

        assertThat(live("seed").getMetadata().getUid()).isNotEqualTo(first);
        assertThat(release.statuses()).containsExactly("1 uninstalled", "2 deployed");
    }

    @Test
    void saysWhichHookFailedAndHowItEnded() {
        ActionFailure failure = failure(release.install(content(
                configMap("one", "1"),
                job("migrate", 0, PRE_INSTALL, List.of(RecordedHook.FAILED), "exit-code: \"3\""))));

        assertThat(failure).isInstanceOf(ActionFailure.HookFailed.class);
        assertThat(failure.message())
                .startsWith("hook pre-install shop/templates/migrate.yaml failed: resource Job/" + namespace
                        + "/migrate not ready. status: Failed, message: Job Failed")
                .contains("/main ended with exit code 3");
        assertThat(release.last().description())
                .startsWith("Release \"shop\" failed: failed pre-install: hook pre-install");
        assertThat(release.last().hooks().getFirst().lastRun().phase()).isEqualTo(HookPhase.FAILED);
        assertThat(names()).isEmpty();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void testsARelease() {
        done(release.install(
                content(configMap("one", "1"), job("good", 0, TEST, List.of(RecordedHook.SUCCEEDED), "run-for: 0s"))));

        ReleaseRecord tested = done(release.test());

        assertThat(tested.status()).isEqualTo(ReleaseStatus.DEPLOYED);
        assertThat(release.last().hooks().getFirst().lastRun().phase()).isEqualTo(HookPhase.SUCCEEDED);
        assertThat(jobs()).isEmpty();
    }

    @Test
    void runsOnlyTheTestsThatAreWanted() {
        done(release.install(content(
                configMap("one", "1"),
                job("good", 0, TEST, List.of(), "run-for: 0s"),
                job("bad", 0, TEST, List.of(), "exit-code: \"1\""))));

        TestOptions options = new TestOptions(TIMEOUT, List.of(new TestOptions.Filter("bad", true)), Set.of());
        done(end(release.actions.test(release.target, release.history(), options)));

        assertThat(jobs()).containsExactly("good");
        assertThat(failure(release.test()).message()).contains("hook test shop/templates/bad.yaml failed");
        assertThat(release.statuses()).containsExactly("1 deployed");
    }
}
