package dev.capstan.helmrelease.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.helm.PostRenderer;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import org.junit.jupiter.api.Test;

class KustomizePostRenderingTest {
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              labels: {team: red}
            data: {k: v}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: b
            spec:
              template:
                spec:
                  containers:
                  - {name: main, image: web:1}
            """;

    private final KustomizePostRendering rendering =
            new KustomizePostRendering(new Kustomizer(), BuildOptions.defaults());

    @Test
    void renderersComeInTheirOrderThenCommonMetadataThenTheOwner() {
        assertThat(changed("""
                commonMetadata: {labels: {team: blue}, annotations: {note: x}}
                postRenderers:
                - kustomize:
                    images: [{name: web, newTag: "2"}]
                    patches:
                    - patch: '[{op: add, path: /data/first, value: x}]'
                      target: {kind: ConfigMap}
                - kustomize:
                    patches:
                    - patch: '[{op: move, from: /data/first, path: /data/second}]'
                      target: {kind: ConfigMap}
                """)).isEqualTo("""
                apiVersion: v1
                data:
                  k: v
                  second: x
                kind: ConfigMap
                metadata:
                  annotations:
                    note: x
                  labels:
                    helm.toolkit.fluxcd.io/name: web
                    helm.toolkit.fluxcd.io/namespace: apps
                    team: blue
                  name: a
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  annotations:
                    note: x
                  labels:
                    helm.toolkit.fluxcd.io/name: web
                    helm.toolkit.fluxcd.io/namespace: apps
                    team: blue
                  name: b
                spec:
                  template:
                    spec:
                      containers:
                      - image: web:2
                        name: main
                """);
    }

    @Test
    void aPatchThatFitsNothingFailsTheRendering() {
        PostRenderer.Outcome outcome = rendering.of(Releases.known("""
                        postRenderers:
                        - kustomize: {patches: [{patch: '[{op: remove, path: /data/gone}]', target: {kind: ConfigMap}}]}
                        """)).run(MANIFESTS);

        assertThat(outcome).isInstanceOf(PostRenderer.Outcome.Failed.class);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(rendering.of(Releases.known("")).run("\n")).isEqualTo(new PostRenderer.Outcome.Changed(""));
    }

    private String changed(String spec) {
        return ((PostRenderer.Outcome.Changed)
                        rendering.of(Releases.known(spec)).run(MANIFESTS))
                .manifests();
    }
}
