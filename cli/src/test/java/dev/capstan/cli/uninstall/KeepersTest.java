package dev.capstan.cli.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepersTest {

    private static final List<ToolkitObject> OBJECTS = List.of(
            object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", "flux-system"),
            object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "team", "flux-system"),
            object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "flux-system", "flux-system"),
            object("source.toolkit.fluxcd.io/v1", "GitRepository", "flux-system", "flux-system"));

    @Test
    void theKustomizationThatHasAppliedAPartIsOne() {
        assertThat(Keepers.of(List.of(part("kustomize.toolkit.fluxcd.io")), OBJECTS))
                .extracting(ToolkitObject::title)
                .containsExactly("Kustomization flux-system/flux-system");
    }

    @Test
    void soIsTheRelease() {
        assertThat(Keepers.of(List.of(part("helm.toolkit.fluxcd.io")), OBJECTS))
                .extracting(ToolkitObject::title)
                .containsExactly("HelmRelease flux-system/flux-system");
    }

    @Test
    void nobodyKeepsWhatWasInstalledByHand() {
        assertThat(Keepers.of(List.of(part("example.com")), OBJECTS)).isEmpty();
    }

    private static GenericKubernetesResource part(String group) {
        return Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: source-controller
                  namespace: flux-system
                  labels: {%1$s/name: flux-system, %1$s/namespace: flux-system}
                """.formatted(group), GenericKubernetesResource.class);
    }

    private static ToolkitObject object(String apiVersion, String kind, String namespace, String name) {
        return ToolkitObject.of(Serialization.unmarshal(
                """
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: %s}
                """.formatted(apiVersion, kind, name, namespace), GenericKubernetesResource.class));
    }
}
