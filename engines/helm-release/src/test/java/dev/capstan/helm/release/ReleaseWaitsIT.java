package dev.capstan.helm.release;

import static dev.capstan.helm.HookEvent.PRE_INSTALL;
import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static dev.capstan.helm.release.ReleaseFixture.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthAssessor;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.state.ReleaseState;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What actions wait for after objects are applied, by which rules, and how a wait ends. */
class ReleaseWaitsIT extends ReleaseScenario {

    @Test
    void waitsForWorkloadsWithoutAThread() {
        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("ready-after: 1s")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));

        assertThat(outcome).isInstanceOfSatisfying(ActionOutcome.Waiting.class, waiting -> {
            assertThat(waiting.action().what()).contains("become ready");
            assertThat(waiting.action().resume()).isEqualTo(waiting);
        });
        assertThat(release.last().status()).isEqualTo(ReleaseStatus.PENDING_INSTALL);
        done(end(outcome));
        assertThat(release.statuses()).containsExactly("1 deployed");
    }

    @Test
    void waitsForJobsOnlyWhenItIsAskedTo() {
        String job = job("long", 0, PRE_INSTALL, List.of(), "run-for: 1h").manifest();
        WaitOptions waiting = WaitOptions.of(Duration.ofSeconds(2));

        done(end(release.actions.install(
                release.target, release.history(), content(job), InstallOptions.of(waiting.awaitingJobs(false)))));

        assertThat(failure(end(release.actions.upgrade(
                                release.target, release.history(), content(job), UpgradeOptions.of(waiting))))
                        .message())
                .startsWith("resource Job/" + namespace + "/long not ready. status: InProgress");
    }

    /** Kubernetes removes it when it has done its work, maybe before anybody has seen that. */
    @Test
    void doesNotWaitForAJobThatIsGoneWhenItIsDone() {
        String gone = job("brief", 0, PRE_INSTALL, List.of(), "run-for: 0s")
                .manifest()
                .replace("  backoffLimit: 0", "  backoffLimit: 0\n  ttlSecondsAfterFinished: 0");

        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(gone + DEPLOYMENT.formatted("ready-after: 3s")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));

        await().atMost(TIMEOUT).until(() -> jobs().isEmpty());
        done(end(outcome));
    }

    @Test
    void judgesObjectsByRulesOfTheCaller() {
        HealthAssessor open =
                (gate, now) -> gate.path("data").path("value").asText().equals("open")
                        ? Health.current("The gate is open")
                        : Health.inProgress("Closed", "The gate is closed");
        WaitOptions waiting = WaitOptions.of(TIMEOUT).assessing(manifest -> Optional.of(open));
        ActionOutcome outcome = release.actions.install(
                release.target, release.history(), content(configMap("gate", "shut")), InstallOptions.of(waiting));
        assertThat(outcome).isInstanceOf(ActionOutcome.Waiting.class);

        client.configMaps()
                .inNamespace(namespace)
                .withName("gate")
                .edit(gate ->
                        new ConfigMapBuilder(gate).addToData("value", "open").build());

        done(end(outcome));
    }

    @Test
    void saysWhatDoesNotBecomeReady() {
        ActionFailure failure = failure(end(release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("never-ready: \"true\"")),
                InstallOptions.of(WaitOptions.of(Duration.ofSeconds(2))))));

        assertThat(failure.message())
                .startsWith("resource Deployment/" + namespace + "/web not ready. status: InProgress, message: ")
                .endsWith("context deadline exceeded");
        assertThat(release.last().description()).startsWith("Release \"shop\" failed: resource Deployment/");
        assertThat(release.state()).isInstanceOf(ReleaseState.Failed.class);
        done(release.upgrade(content(DEPLOYMENT.formatted("ready-after: 0s"))));
        assertThat(release.statuses()).containsExactly("1 failed", "2 deployed");
    }

    @Test
    void recordsAnActionThatIsCancelledAsFailed() {
        ActionOutcome outcome = release.actions.install(
                release.target,
                release.history(),
                content(DEPLOYMENT.formatted("never-ready: \"true\"")),
                InstallOptions.of(WaitOptions.of(TIMEOUT)));
        ((ActionOutcome.Waiting) outcome).action().cancel("a newer revision came");

        assertThat(failure(end(outcome)).message()).isEqualTo("the action was cancelled: a newer revision came");
        assertThat(release.statuses()).containsExactly("1 failed");
    }
}
