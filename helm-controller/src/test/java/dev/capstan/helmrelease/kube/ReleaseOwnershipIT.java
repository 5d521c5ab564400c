package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import dev.capstan.apply.ForeignClaim;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of Applications of Argo CD are not fought over. */
class ReleaseOwnershipIT extends HelmControllerFixture {

    /** An Application outside the control plane's namespace, and an object of the chart as it leaves it. */
    @BeforeEach
    void leaveToAnApplication() {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: my-app}
                spec:
                  project: default
                  destination: {server: https://kubernetes.default.svc, namespace: %s}
                  source: {repoURL: https://example.org/repo, path: app}
                """.formatted(namespace.name()));
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web-settings
                  annotations: {argocd.argoproj.io/tracking-id: '%1$s_my-app:/ConfigMap:%1$s/web-settings'}
                data: {k: application}
                """.formatted(namespace.name()));
        publish("1.0.0", Map.of("config.yaml", CONFIG));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anObjectOfALivingApplicationIsRefusedByNameAndTakenWhenThatIsGone(boolean isServerSide) {
        String again = "{serverSideApply: %s, strategy: {name: RetryOnFailure, retryInterval: 1s}}";
        release(
                "web",
                ("install: " + again + "\nupgrade: " + again + "\nvalues: {data: {k: release}}")
                        .formatted(isServerSide, isServerSide ? "enabled" : "disabled"));

        HelmRelease failed = await(
                "web",
                it -> condition(it, Condition.READY)
                        .filter(ready -> ready.reason().endsWith("Failed"))
                        .isPresent());
        assertThat(condition(failed, Condition.READY).orElseThrow().message())
                .contains("ConfigMap/" + namespace.name() + "/web-settings")
                .contains("is applied by the Application " + namespace.name() + "/my-app");
        assertThat(data("web-settings")).isEqualTo(Map.of("k", "application"));
        assertThat(settings("web-settings").getMetadata().getLabels()).isNullOrEmpty();

        namespace
                .client()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
                .inNamespace(namespace.name())
                .withName("my-app")
                .delete();

        patiently()
                .untilAsserted(() -> assertThat(data("web-settings"))
                        .as(() -> resource("web").get().getStatus().toString())
                        .containsEntry("k", "release"));
    }

    @Test
    void anObjectThatIsHandedOverIsTaken() {
        namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("web-settings")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + ForeignClaim.TAKEOVER + "\":\"" + ForeignClaim.ALLOWED
                                + "\"}}}");

        release("web", "values: {data: {k: release}}");

        awaitReady("web", 1);
        ConfigMap taken = settings("web-settings");
        assertThat(taken.getData()).containsEntry("k", "release");
        assertThat(taken.getMetadata().getAnnotations()).doesNotContainKey(ForeignClaim.TRACKING_ID);
    }

    private ConfigMap settings(String name) {
        return configMap(name).orElseThrow();
    }
}
