package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuspendSwitchTest {

    @ParameterizedTest
    @EnumSource(names = {"APPLICATION", "APPLICATION_SET"})
    void argosKindsAreSuspendedByTheAnnotationThatTheirControllerReads(ToolkitKind kind) {
        assertThat(SuspendSwitch.isThereFor(kind)).isTrue();
        assertThat(SuspendSwitch.suspending(kind, Optional.empty()))
                .contains("\"argocd.argoproj.io/skip-reconcile\":\"true\"");
        assertThat(annotated(kind, "true").isSuspended()).isTrue();
        assertThat(annotated(kind, "false").isSuspended()).isFalse();
    }

    private static ToolkitObject annotated(ToolkitKind kind, String value) {
        return ToolkitObject.of(
                Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: %s
                metadata: {name: app, namespace: argocd, annotations: {argocd.argoproj.io/skip-reconcile: "%s"}}
                """.formatted(kind.kind(), value), GenericKubernetesResource.class));
    }
}
