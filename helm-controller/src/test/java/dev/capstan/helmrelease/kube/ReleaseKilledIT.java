package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The controller is killed in the middle of each action, and started again: it comes to the end by itself. */
class ReleaseKilledIT extends HelmControllerFixture {

    /** A Job that runs for a while, as a hook. */
    private static String hook(String event, String exitCode) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: hook-%1$s
                  annotations:
                    helm.sh/hook: %1$s
                    helm.sh/hook-delete-policy: before-hook-creation
                spec:
                  backoffLimit: 0
                  template:
                    metadata:
                      annotations:
                        devcluster.capstan.dev/run-for: 3s
                        devcluster.capstan.dev/exit-code: "%2$s"
                    spec:
                      restartPolicy: Never
                      terminationGracePeriodSeconds: 0
                      containers: [{name: main, image: busybox}]
                """.formatted(event, exitCode);
    }

    @Test
    void h055_anInstallThatWasBrokenOffIsHealedAndBecomesReady() {
        publish("1.0.0", Map.of("slow.yaml", SLOW));
        release("web", "");
        patiently().until(() -> records().contains("v1 pending-install"));

        kill();
        restart();

        awaitReady("web", 2);
        assertThat(records()).containsExactly("v1 failed", "v2 deployed");
    }

    @Test
    void h055_anUpgradeThatWasBrokenOffIsHealedAndBecomesReady() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "");
        awaitReady("web", 1);
        publish("1.1.0", Map.of("config.yaml", CONFIG, "slow.yaml", SLOW));
        patiently().until(() -> records().contains("v2 pending-upgrade"));

        kill();
        restart();

        HelmRelease ready = awaitReady("web", 3);
        assertThat(records()).containsExactly("v1 superseded", "v2 failed", "v3 deployed");
        assertThat(ready.getStatus().lastAttemptedRevision()).isEqualTo("1.1.0");
    }

    @Test
    void h055_aRollbackThatWasBrokenOffIsDoneAgainAndAFixedChartGoesOn() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "hook.yaml", hook("pre-rollback", "0")));
        release("web", "upgrade: {remediation: {remediateLastFailure: true}}");
        awaitReady("web", 1);
        publish("1.1.0", Map.of("config.yaml", CONFIG, "hook.yaml", hook("post-upgrade", "1")));
        patiently().until(() -> records().stream().anyMatch(record -> record.endsWith("pending-rollback")));

        kill();
        restart();

        HelmRelease undone = await(
                "web",
                it -> condition(it, "Remediated").filter(Condition::holds).isPresent()
                        && condition(it, Condition.STALLED).isPresent());
        assertThat(condition(undone, "Remediated").orElseThrow().reason()).isEqualTo("RollbackSucceeded");
        assertThat(data("web-settings")).containsEntry("chart", "1.0.0");
        List<String> records = records();
        assertThat(records).noneMatch(record -> record.contains("pending"));

        publish("1.2.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", records.size() + 1);
    }

    @Test
    void h055_anUninstallThatWasBrokenOffIsBroughtToItsEnd() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "hook.yaml", hook("pre-delete", "0")));
        release("web", "");
        awaitReady("web", 1);
        resource("web").delete();
        awaitJob("hook-pre-delete");

        kill();
        restart();

        awaitGone("web");
        assertThat(records()).isEmpty();
        assertThat(configMap("web-settings")).isEmpty();
    }

    @Test
    void h055_aHookThatNobodyWaitedForAnyMoreIsRunAgain() {
        publish(
                "1.0.0",
                Map.of(
                        "config.yaml",
                        CONFIG,
                        "hook.yaml",
                        hook("post-install,post-upgrade", "0").replace("hook-post-install,post-upgrade", "hook")));
        release("web", "");
        awaitJob("hook");

        kill();
        restart();

        awaitReady("web", 2);
        assertThat(records()).containsExactly("v1 failed", "v2 deployed");
    }

    private void awaitJob(String name) {
        patiently()
                .until(() -> namespace
                                .client()
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace.name())
                                .withName(name)
                                .get()
                        != null);
    }
}
