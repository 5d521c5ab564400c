package dev.capstan.argo.set.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.SetScenario;
import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.value.GenerationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatePatchTest {
    private static final String APPLICATION = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: web, labels: {a: "1"}, finalizers: [x/y]}
            spec: {project: p, source: {repoURL: r, helm: {valuesObject: {image: {tag: "1", name: n}}}},
                   syncPolicy: {syncOptions: [A, B], automated: {prune: true}}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metadata: {labels: {b: "2"}}                                     | /metadata/labels                       | {a: "1", b: "2"}
            metadata: {labels: {a: null}}                                    | /metadata/labels                       | {}
            metadata: {finalizers: [z/w, x/y]}                               | /metadata                              | {name: web, labels: {a: "1"}, finalizers: [x/y, z/w]}
            metadata: {'$deleteFromPrimitiveList/finalizers': [x/y]}         | /metadata                              | {name: web, labels: {a: "1"}, finalizers: []}
            spec: {syncPolicy: {syncOptions: [C]}}                           | /spec/syncPolicy                       | {syncOptions: [C], automated: {prune: true}}
            spec: {syncPolicy: {automated: null}}                            | /spec/syncPolicy                       | {syncOptions: [A, B]}
            spec: {syncPolicy: {'$patch': replace, retry: {limit: 2}}}       | /spec/syncPolicy                       | {retry: {limit: 2}}
            spec: {syncPolicy: {'$patch': delete}}                           | /spec/syncPolicy                       | {}
            spec: {syncPolicy: {'$retainKeys': [automated]}}                 | /spec/syncPolicy                       | {automated: {prune: true}}
            spec: {source: {helm: {valuesObject: {image: {tag: "2"}}}}}      | /spec/source/helm/valuesObject/image   | {tag: "2", name: n}
            {"spec": {"info": [{"name": "a", "value": "b"}]}}                | /spec/info/0                           | {name: a, value: b}
            """)
    void patchesAreStrategic(String patch, String pointer, String expected) {
        assertThat(TemplatePatch.apply(SetYaml.of(APPLICATION), patch).at(pointer))
                .isEqualTo(SetYaml.of(expected));
    }

    @Test
    void theProjectStaysAndOwnersAreNotSet() {
        ObjectNode patched = TemplatePatch.apply(SetYaml.of(APPLICATION), """
                metadata: {ownerReferences: [{kind: ApplicationSet, name: other, controller: true}]}
                spec: {project: admin}
                status: {sync: {status: Synced}}
                """);

        assertThat(patched.at("/spec/project").asText()).isEqualTo("p");
        assertThat(patched.at("/metadata").has("ownerReferences")).isFalse();
        assertThat(patched.has("status")).isFalse();
    }

    @Test
    void anApplicationStaysOne() {
        ObjectNode patched = TemplatePatch.apply(
                SetYaml.of(APPLICATION), "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding}");

        assertThat(patched).isEqualTo(SetYaml.of(APPLICATION));
    }

    @Test
    void nothingIsPatchedByNothing() {
        assertThat(TemplatePatch.apply(SetYaml.of(APPLICATION), "  \n# nothing\n"))
                .isEqualTo(SetYaml.of(APPLICATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[a]", "text", "spec: text", "metadata: [a]", "spec: null", "a: [", "spec: {x: {$patch: swap}}"})
    void whatIsNoPatchIsNamed(String patch) {
        assertThatThrownBy(() -> TemplatePatch.apply(SetYaml.of(APPLICATION), patch))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("templatePatch");
    }

    @Test
    void aPatchIsATemplateItself() {
        var applications = SetScenario.applications("""
                goTemplate: true
                generators: [{list: {elements: [{name: a, auto: true}, {name: b, auto: false, files: [x, y]}]}}]
                template: {metadata: {name: '{{ .name }}'}, spec: {project: p, source: {repoURL: r}}}
                templatePatch: |
                  spec:
                  {{- if .auto }}
                    syncPolicy: {automated: {}}
                  {{- else }}
                    source:
                      helm:
                        valueFiles:
                        {{- range .files }}
                        - {{ . }}.yaml
                        {{- end }}
                  {{- end }}
                """);

        assertThat(applications.getFirst().at("/spec"))
                .isEqualTo(SetYaml.of("{project: p, source: {repoURL: r}, syncPolicy: {automated: {}}}"));
        assertThat(applications.getLast().at("/spec"))
                .isEqualTo(SetYaml.of("{project: p, source: {repoURL: r, helm: {valueFiles: [x.yaml, y.yaml]}}}"));
    }
}
