package dev.capstan.kustomization.kube;

import static dev.capstan.kustomization.kube.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.apply.ForeignClaim;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects of Applications of Argo CD are not fought over. */
class OwnershipIT extends ControllerFixture {

    private void application(String name) {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                spec:
                  project: default
                  destination: {server: https://kubernetes.default.svc, namespace: %s}
                  source: {repoURL: https://example.org/repo, path: app}
                """.formatted(name, namespace.name()));
    }

    /** A ConfigMap as an Application outside the control plane's namespace leaves it. */
    private void objectOf(String application, String name) {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %1$s
                  annotations:
                    argocd.argoproj.io/tracking-id: %2$s_%3$s:/ConfigMap:%2$s/%1$s
                data:
                  k: application
                """.formatted(name, namespace.name(), application));
    }

    @Test
    void objectOfALivingApplicationIsRefusedByNameAndTakenWhenThatIsGone() {
        application("my-app");
        objectOf("my-app", "shared");
        publish(FIRST, Map.of("shared.yaml", configMap("shared", "k: kustomization")));

        kustomization("app", "prune: true\nretryInterval: 1s");

        assertThat(ready(awaitReason("app", "ReconciliationFailed")).message())
                .contains("ConfigMap/" + namespace.name() + "/shared")
                .contains("is applied by the Application " + namespace.name() + "/my-app");
        assertThat(data("shared")).isEqualTo(Map.of("k", "application"));
        assertThat(live("shared").orElseThrow().getMetadata().getLabels()).isNullOrEmpty();

        namespace
                .client()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
                .inNamespace(namespace.name())
                .withName("my-app")
                .delete();

        awaitReady("app", FIRST);
        assertThat(data("shared")).isEqualTo(Map.of("k", "kustomization"));
    }

    @Test
    void objectThatIsHandedOverLosesTheMarksOfItsApplication() {
        application("giver");
        objectOf("giver", "shared");
        configMapResource("shared").edit(it -> {
            it.getMetadata().getAnnotations().put(ForeignClaim.TAKEOVER, ForeignClaim.ALLOWED);
            return it;
        });
        publish(FIRST, Map.of("shared.yaml", configMap("shared", "k: kustomization")));

        kustomization("app", "prune: true");

        awaitReady("app", FIRST);
        ConfigMap taken = live("shared").orElseThrow();
        assertThat(taken.getData()).isEqualTo(Map.of("k", "kustomization"));
        assertThat(taken.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(taken.getMetadata().getLabels()).containsEntry("kustomize.toolkit.fluxcd.io/name", "app");
    }

    @Test
    void objectThatWasOursFirstStaysOurs() {
        publish(FIRST, Map.of("shared.yaml", configMap("shared", "k: v1")));
        kustomization("app", "prune: true");
        awaitReady("app", FIRST);
        application("late");
        configMapResource("shared").edit(it -> {
            it.getMetadata()
                    .setAnnotations(Map.of(
                            ForeignClaim.TRACKING_ID, "%1$s_late:/ConfigMap:%1$s/shared".formatted(namespace.name())));
            return it;
        });

        publish(SECOND, Map.of("shared.yaml", configMap("shared", "k: v2")));

        awaitReady("app", SECOND);
        assertThat(data("shared")).isEqualTo(Map.of("k", "v2"));
    }
}
