package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import io.fabric8.kubernetes.api.model.Event;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a HelmRelease does when something goes wrong, and how it comes out of it by itself. */
class ReleaseFailureIT extends HelmControllerFixture {

    /** A Job that fails at once, as a hook after the release. */
    private static String failingHook(String event) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: check
                  annotations:
                    helm.sh/hook: %s
                    helm.sh/hook-delete-policy: before-hook-creation
                spec:
                  backoffLimit: 0
                  template:
                    metadata:
                      annotations:
                        devcluster.capstan.dev/exit-code: "1"
                        devcluster.capstan.dev/run-for: 100ms
                    spec:
                      restartPolicy: Never
                      terminationGracePeriodSeconds: 0
                      containers: [{name: main, image: busybox}]
                """.formatted(event);
    }

    @Test
    void retriesThatAreUsedUpStallUntilTheChartIsFixed() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "hook.yaml", failingHook("post-install")));
        release("web", "");

        HelmRelease stalled =
                await("web", it -> condition(it, Condition.STALLED).isPresent());
        assertThat(condition(stalled, Condition.STALLED).orElseThrow().message())
                .isEqualTo("Failed to install after 1 attempt(s)");
        assertThat(condition(stalled, Condition.READY).orElseThrow().reason()).isEqualTo("InstallFailed");
        assertThat(stalled.getStatus().installFailures()).isEqualTo(1);

        publish("1.0.1", Map.of("config.yaml", CONFIG));

        HelmRelease ready = awaitReady("web", 2);
        assertThat(ready.getStatus().installFailures()).isZero();
        assertThat(condition(ready, Condition.STALLED)).isEmpty();
    }

    @Test
    void theEventOfAFailureSaysWhatWasDoneAndItsFacts() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "hook.yaml", failingHook("post-install")));
        release("web", "");

        String failed = "Helm install failed for release %s/web with chart web@1.0.0: ".formatted(namespace.name());
        Event event = patiently()
                .until(
                        () -> events("web").stream()
                                .filter(it -> it.getMessage().startsWith(failed))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(event.getMessage()).endsWith("""


                        Last Helm logs:

                        applying 1 objects
                        waiting at most 300s for the objects to become ready
                        running the hooks post-install: web/templates/hook.yaml""");
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("InstallFailed");
        assertThat(event.getMetadata().getAnnotations())
                .containsEntry("helm.toolkit.fluxcd.io/revision", "1.0.0")
                .containsEntry("helm.toolkit.fluxcd.io/app-version", "7")
                .containsKey("helm.toolkit.fluxcd.io/token");
        assertThat(condition(resource("web").get(), Condition.READY)
                        .orElseThrow()
                        .message())
                .startsWith(failed)
                .doesNotContain("Last Helm logs");
    }

    @Test
    void aFailedUpgradeIsRolledBack() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "upgrade: {remediation: {remediateLastFailure: true}}");
        awaitReady("web", 1);

        publish("1.1.0", Map.of("config.yaml", CONFIG, "hook.yaml", failingHook("post-upgrade")));

        HelmRelease stalled =
                await("web", it -> condition(it, Condition.STALLED).isPresent());
        assertThat(condition(stalled, "Remediated").orElseThrow().reason()).isEqualTo("RollbackSucceeded");
        assertThat(condition(stalled, Condition.READY).orElseThrow().holds()).isFalse();
        assertThat(data("web-settings")).containsEntry("chart", "1.0.0");
        assertThat(records()).containsExactly("v1 superseded", "v2 failed", "v3 deployed");

        publish("1.2.0", Map.of("config.yaml", CONFIG));
        awaitReady("web", 4);
    }

    @Test
    void whatCannotBeRenderedIsSaidAndUsesUpNoTry() {
        publish("1.0.0", Map.of("config.yaml", "{{ required \"say where\" .Values.region }}"));
        release("web", "");

        HelmRelease failed = awaitReason("web", "InstallFailed");
        assertThat(condition(failed, Condition.READY).orElseThrow().message()).contains("say where");
        assertThat(condition(failed, Condition.STALLED)).isEmpty();
        assertThat(records()).isEmpty();

        publish("1.0.1", Map.of("config.yaml", CONFIG));
        awaitReady("web", 1);
    }

    @Test
    void testsOfAReleaseAreRunAndTheirFailureIsItsFailure() {
        publish("1.0.0", Map.of("config.yaml", CONFIG, "test.yaml", failingHook("test")));
        release("web", "test: {enable: true}");

        HelmRelease stalled =
                await("web", it -> condition(it, Condition.STALLED).isPresent());
        assertThat(condition(stalled, Condition.READY).orElseThrow().reason()).isEqualTo("TestFailed");
        assertThat(stalled.getStatus().history().getFirst().testHooks()).containsKey("check");

        release("web", "test: {enable: true, ignoreFailures: true}");
        awaitReady("web", 1);
    }

    /** Killed while it waits: the record says pending, and the next process heals it. */
    @Test
    void aControllerThatIsKilledWhileItWaitsGoesOnByItself() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));
        release("web", "");
        awaitReady("web", 1);
        publish("1.1.0", Map.of("config.yaml", CONFIG, "never.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: never}
                spec:
                  selector: {matchLabels: {app: never}}
                  template:
                    metadata:
                      labels: {app: never}
                      annotations: {devcluster.capstan.dev/never-ready: "true"}
                    spec:
                      containers: [{name: main, image: busybox}]
                """));
        patiently().until(() -> records().contains("v2 pending-upgrade"));

        kill();
        publish("1.2.0", Map.of("config.yaml", CONFIG));
        restart();

        HelmRelease ready = awaitReady("web", 3);
        assertThat(records()).containsExactly("v1 superseded", "v2 failed", "v3 deployed");
        assertThat(ready.getStatus().lastAttemptedRevision()).isEqualTo("1.2.0");
    }
}
