package dev.capstan.cli.delete;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class DeletionEffectTest {

    @Test
    void whatAKustomizationPrunesIsListed() {
        assertThat(DeletionEffect.of(kustomization("prune: true")))
                .containsExactly(
                        "The 2 objects that it applied are deleted with it:",
                        "  ConfigMap/apps/settings",
                        "  Kustomization/apps/inner",
                        "What the Kustomizations among them applied goes by the same rules.");
    }

    @Test
    void whatStaysIsSaidWithTheReason() {
        assertThat(DeletionEffect.of(kustomization("prune: false")))
                .containsExactly("The 2 objects that it applied stay: it does not prune.");
        assertThat(DeletionEffect.of(kustomization("prune: true, deletionPolicy: Orphan")))
                .containsExactly("The 2 objects that it applied stay: its deletionPolicy is Orphan.");
        assertThat(DeletionEffect.of(kustomization("prune: true, suspend: true")))
                .containsExactly("It is suspended, so the 2 objects that it applied stay.");
        assertThat(DeletionEffect.of(kustomization("prune: false, deletionPolicy: Delete"))
                        .getFirst())
                .isEqualTo("The 2 objects that it applied are deleted with it:");
    }

    @Test
    void aReleaseIsUninstalled() {
        assertThat(DeletionEffect.of(object("""
                        kind: HelmRelease
                        metadata: {name: web, namespace: apps}
                        status: {history: [{name: web, namespace: apps, version: 3}]}
                        """)))
                .containsExactly("Its release is uninstalled with all its objects: apps/web, revision 3.");
    }

    private static ToolkitObject kustomization(String spec) {
        return object("""
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec: {%s}
                status:
                  inventory:
                    entries:
                    - {id: apps_settings__ConfigMap, v: v1}
                    - {id: apps_inner_kustomize.toolkit.fluxcd.io_Kustomization, v: v1}
                """.formatted(spec));
    }

    private static ToolkitObject object(String yaml) {
        return ToolkitObject.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }
}
