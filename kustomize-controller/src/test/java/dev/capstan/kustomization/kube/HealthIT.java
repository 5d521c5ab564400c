package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static dev.capstan.kustomization.kube.Manifests.daemonSetOnDelete;
import static dev.capstan.kustomization.kube.Manifests.deployment;
import static dev.capstan.kustomization.kube.Manifests.neverReady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Waiting for health, and for each other. */
class HealthIT extends ControllerFixture {

    @Test
    void dependentsFollowAsSoonAsTheirDependencyIsReady() {
        kustomization("second", "path: second\nprune: true\ndependsOn: [{name: first}]");
        publish(FIRST, Map.of("first/a.yaml", configMap("a", "k: v"), "second/b.yaml", configMap("b", "k: v")));
        Kustomization waiting = awaitReason("second", "DependencyNotReady");
        assertThat(ready(waiting).message()).contains("dependency '%s/first' not found".formatted(namespace.name()));

        kustomization("first", "path: first\nprune: true");

        awaitReady("second", FIRST);
        assertThat(live("a")).isPresent();
        assertThat(live("b")).isPresent();
    }

    @Test
    void newerRevisionSupersedesALongWait() {
        publish(FIRST, Map.of("job.yaml", neverReady("stuck"), "a.yaml", configMap("a", "k: one")));
        kustomization("app", "prune: true\nwait: true\ntimeout: 10m");
        Kustomization waiting = await(
                "app",
                it -> condition(it, Condition.RECONCILING)
                        .map(c -> c.message().startsWith("Running health checks"))
                        .orElse(false));
        assertThat(ready(waiting).status()).isEqualTo("Unknown");

        publish(SECOND, Map.of("a.yaml", configMap("a", "k: two")));

        awaitReady("app", SECOND);
        assertThat(data("a")).containsEntry("k", "two");
        patiently()
                .untilAsserted(() ->
                        assertThat(events("app")).extracting(Event::getReason).contains("HealthCheckCanceled"));
    }

    @Test
    void failedHealthIsToldByObject() {
        publish(FIRST, Map.of("job.yaml", neverReady("stuck")));

        kustomization("app", "prune: true\nwait: true\ntimeout: 30s\nretryInterval: 10m");

        Kustomization failed = awaitReason("app", "HealthCheckFailed");
        assertThat(ready(failed).message())
                .startsWith("health check failed after ")
                .contains("timeout waiting for: [Deployment/%s/stuck status: 'InProgress'".formatted(namespace.name()));
        assertThat(failed.getStatus().lastAppliedRevision()).isNull();
        assertThat(inventory(failed)).hasSize(1);
    }

    @Test
    void c08_daemonSetUpdatedOnDeleteIsHealthyBeforeItsPodsAreDeleted() {
        publish(FIRST, Map.of("ds.yaml", daemonSetOnDelete("agent", "agent:1")));
        kustomization("app", "prune: true\nwait: true\ntimeout: 1m");
        awaitReady("app", FIRST);

        publish(SECOND, Map.of("ds.yaml", daemonSetOnDelete("agent", "agent:2")));

        awaitReady("app", SECOND);
        DaemonSetStatus status = namespace
                .client()
                .apps()
                .daemonSets()
                .inNamespace(namespace.name())
                .withName("agent")
                .get()
                .getStatus();
        assertThat(status.getDesiredNumberScheduled()).isPositive();
        assertThat(status.getNumberAvailable()).isEqualTo(status.getDesiredNumberScheduled());
        assertThat(status.getUpdatedNumberScheduled()).isNull();
    }

    @Test
    void expressionsDecideAboutHealth() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization("app", """
                prune: true
                wait: true
                timeout: 5m
                retryInterval: 1s
                healthCheckExprs:
                - apiVersion: v1
                  kind: ConfigMap
                  current: has(data.phase) && data.phase == 'ready'
                  failed: has(data.phase) && data.phase == 'broken'
                """);
        await(
                "app",
                it -> condition(it, Condition.RECONCILING)
                        .filter(progress -> progress.message().startsWith("Running health checks"))
                        .isPresent());

        setPhase("broken");

        Kustomization failed = awaitReason("app", "HealthCheckFailed");
        assertThat(ready(failed).message())
                .contains("failed early due to stalled resources: [ConfigMap/%s/a".formatted(namespace.name()));

        setPhase("ready");

        Kustomization healthy = awaitReady("app", FIRST);
        assertThat(condition(healthy, Condition.HEALTHY)).map(Condition::holds).contains(true);
    }

    @Test
    void expressionThatDoesNotCompileStallsTheKustomization() {
        publish(FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization(
                "app",
                "prune: true\nwait: true\nhealthCheckExprs: [{apiVersion: v1, kind: ConfigMap, current: \"data.(\"}]");

        Kustomization refused = awaitReason("app", "InvalidCELExpression");
        assertThat(isStalled(refused)).isTrue();
        assertThat(ready(refused).message()).contains("healthCheckExprs of v1 ConfigMap: current");
        assertThat(live("a")).isEmpty();
    }

    @Test
    void namedObjectsAreWaitedForWithoutTheRest() {
        publish(FIRST, Map.of("stuck.yaml", neverReady("stuck"), "web.yaml", deployment("web")));

        kustomization(
                "app",
                "prune: true\ntimeout: 2m\nhealthChecks: [{kind: Deployment, name: web, namespace: %s}]"
                        .formatted(namespace.name()));

        assertThat(condition(awaitReady("app", FIRST), Condition.HEALTHY))
                .map(Condition::holds)
                .contains(true);
    }

    private void setPhase(String phase) {
        configMapResource("a")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("robot")
                                .build(),
                        "{\"data\":{\"phase\":\"%s\"}}".formatted(phase));
    }
}
