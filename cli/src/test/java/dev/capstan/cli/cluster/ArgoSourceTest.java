package dev.capstan.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ArgoSourceTest {

    @Test
    void theOnlySourceIsNamed() {
        assertThat(sourceOf("{source: {repoURL: 'https://git.example/config.git', path: prod}}"))
                .isEqualTo(new ArgoSource("https://git.example/config.git", "prod", ""));
    }

    @Test
    void ofSeveralTheFirstIsNamed() {
        assertThat(sourceOf("""
                        {sources: [{repoURL: 'https://charts.example', chart: web}, {repoURL: 'https://git.example/values.git', ref: values}],
                         source: {repoURL: 'https://git.example/old.git', path: old}}
                        """)).isEqualTo(new ArgoSource("https://charts.example", "", "web"));
    }

    @Test
    void whatIsNotWrittenIsEmpty() {
        assertThat(sourceOf("{sources: []}")).isEqualTo(new ArgoSource("", "", ""));
    }

    private static ArgoSource sourceOf(String spec) {
        return ArgoSource.of(ToolkitObject.of(
                Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: web, namespace: argocd}
                spec: %s
                """.formatted(spec.strip()), GenericKubernetesResource.class)));
    }
}
