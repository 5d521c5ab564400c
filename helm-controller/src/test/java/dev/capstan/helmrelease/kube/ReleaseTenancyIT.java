package dev.capstan.helmrelease.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.meta.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose rights a release is made with, and what a chart may ask of the cluster. */
class ReleaseTenancyIT extends HelmControllerFixture {

    private static final String LOOKS_UP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: found}
            data:
              value: {{ (lookup "v1" "ConfigMap" .Release.Namespace "theirs").data.k | default "nothing" | quote }}
              apps: {{ .Capabilities.APIVersions.Has "apps/v1/Deployment" | quote }}
              version: {{ .Capabilities.KubeVersion.Major | quote }}
            """;

    @Test
    void aChartSeesTheClusterAndItsKinds() {
        configMap("theirs", "seen");
        publish("1.0.0", Map.of("a.yaml", LOOKS_UP));

        release("web", "");

        awaitReady("web", 1);
        assertThat(data("found"))
                .containsEntry("value", "seen")
                .containsEntry("apps", "true")
                .containsEntry("version", "1");
    }

    @Test
    void aMissingAccountIsARefusal() {
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", "serviceAccountName: gone");

        HelmRelease refused = awaitReason("web", "RESTClientError");
        assertThat(condition(refused, Condition.READY).orElseThrow().message()).contains("gone");
        assertThat(configMap("web-settings")).isEmpty();
        assertThat(records()).isEmpty();
    }

    @Test
    void whatTheAccountMayNotIsNotDone() {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: tenant}\n");
        publish("1.0.0", Map.of("config.yaml", CONFIG));

        release("web", "serviceAccountName: tenant");

        HelmRelease refused = awaitReason("web", "FactoryError");
        assertThat(condition(refused, Condition.READY).orElseThrow().message())
                .startsWith("the records of the release cannot be read: ");
        assertThat(configMap("web-settings")).isEmpty();

        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: tenant}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects: [{kind: ServiceAccount, name: tenant}]
                """);
        awaitReady("web", 1);
    }

    private void configMap(String name, String value) {
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {k: %s}
                """.formatted(name, value));
    }
}
