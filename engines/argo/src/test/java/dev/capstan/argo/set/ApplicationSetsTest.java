package dev.capstan.argo.set;

import static dev.capstan.argo.set.SetScenario.applications;
import static dev.capstan.argo.set.SetScenario.failure;
import static dev.capstan.argo.set.SetScenario.generation;
import static dev.capstan.argo.set.SetScenario.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.status.SetReason;
import dev.capstan.argo.set.value.SetLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationSetsTest {
    @Test
    void parametersInDoubleBracesAreFilledInFieldByField() {
        JsonNode application = applications("""
                generators: [{list: {elements: [{cluster: dev, url: "https://1.2.3.4", values: {team: a}}]}}]
                template:
                  metadata:
                    name: '{{cluster}}-guestbook'
                    labels: {'{{ values.team }}': '{{unknown}}'}
                    annotations: {note: "{{cluster}} {{cluster}}"}
                  spec:
                    project: default
                    source: {repoURL: a, path: 'apps/{{cluster}}', helm: {valuesObject: {deep: [{x: '{{url}}'}], n: 3, gone: null}}}
                    destination: {server: '{{url}}', namespace: web}
                    syncPolicy: {automated: {prune: true}}
                """).getFirst();

        assertThat(application).isEqualTo(SetYaml.of("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: dev-guestbook
                  labels: {a: '{{unknown}}'}
                  annotations: {note: dev dev}
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                  namespace: argocd
                spec:
                  project: default
                  source: {repoURL: a, path: apps/dev, helm: {valuesObject: {deep: [{x: "https://1.2.3.4"}], n: 3}}}
                  destination: {server: "https://1.2.3.4", namespace: web}
                  syncPolicy: {automated: {prune: true}}
                """));
    }

    @Test
    void goTemplatesSeeTheStructureOfParameters() {
        JsonNode application = applications("""
                goTemplate: true
                goTemplateOptions: ["missingkey=error"]
                generators: [{list: {elements: [{name: Web_Shop, hosts: [{a: x}, {a: y}], n: 3, big: 1000000}]}}]
                template:
                  metadata: {name: '{{ .name | normalize }}'}
                  spec:
                    project: '{{ (index .hosts 1).a }}'
                    destination: {namespace: '{{ slugify 3 false "a b-c d" }}'}
                    source:
                      helm: {values: "{{ toYaml .hosts }}", releaseName: '{{ (fromYaml "a: {b: 5}").a.b }}'}
                      path: '{{ .n }}/{{ .big }}/{{ index (fromYamlArray "[p, q]") 1 }}'
                """).getFirst();

        assertThat(application.at("/metadata/name").asText()).isEqualTo("web-shop");
        assertThat(application.at("/spec/project").asText()).isEqualTo("y");
        assertThat(application.at("/spec/destination/namespace").asText()).isEqualTo("a-b");
        assertThat(application.at("/spec/source/helm/values").asText()).isEqualTo("- a: x\n- a: \"y\"");
        assertThat(application.at("/spec/source/helm/releaseName").asText()).isEqualTo("5");
        assertThat(application.at("/spec/source/path").asText()).isEqualTo("3/1e+06/q");
    }

    @Test
    void whatIsFilledInNeverBecomesStructure() {
        JsonNode application = applications("""
                generators: [{list: {elements: [{a: "x\\nproject: admin", b: "{{a}}"}]}}]
                template: {metadata: {name: n}, spec: {project: 'p-{{a}}', source: {path: '{{b}}'}}}
                """).getFirst();

        assertThat(application.at("/spec/project").asText()).isEqualTo("p-x\nproject: admin");
        assertThat(application.at("/spec/source/path").asText()).isEqualTo("{{a}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            metadata: {name: x}                             | none                                | resources-finalizer.argocd.argoproj.io
            metadata: {name: x}                             | {preserveResourcesOnDeletion: false} | resources-finalizer.argocd.argoproj.io
            metadata: {name: x}                             | {preserveResourcesOnDeletion: true}  | none
            metadata: {name: x, finalizers: [a.b/c]}        | none                                | a.b/c
            metadata: {name: x, finalizers: [a.b/c]}        | {preserveResourcesOnDeletion: true}  | a.b/c
            """)
    void objectsGoWithTheirApplicationUnlessTheyArePreserved(String metadata, String policy, String finalizer) {
        JsonNode application = applications("""
                generators: [{list: {elements: [{a: b}]}}]
                syncPolicy: %s
                template: {%s, spec: {}}
                """.formatted(policy == null ? "{}" : policy, metadata))
                .getFirst();

        assertThat(application.at("/metadata/finalizers").path(0).asText(null)).isEqualTo(finalizer);
    }

    @Test
    void aSetOfNoParametersGivesTheTemplateAsItIs() {
        JsonNode application = applications("""
                generators: [{list: {elements: [{}]}}]
                template: {metadata: {name: '{{x}}', namespace: elsewhere}, spec: {project: p}}
                """).getFirst();

        assertThat(application.path("metadata")).isEqualTo(SetYaml.of("{name: '{{x}}', namespace: argocd}"));
    }

    @Test
    void theTemplateOfAGeneratorGoesOverThatOfTheSet() {
        JsonNode application = applications("""
                generators:
                - list:
                    elements: [{env: dev}]
                    template:
                      metadata: {labels: {env: '{{env}}'}}
                      spec: {project: "", destination: {namespace: own}, source: {targetRevision: dev, helm: {valuesObject: {b: 1}}},
                             syncPolicy: {syncOptions: [A=true], automated: {prune: false}}}
                template:
                  metadata: {name: '{{env}}', labels: {team: a}}
                  spec: {project: p, destination: {server: s, namespace: base}, source: {repoURL: r, targetRevision: HEAD,
                         helm: {valuesObject: {a: 1}}}, syncPolicy: {syncOptions: [B=true], automated: {prune: true}}}
                """).getFirst();

        assertThat(application.at("/metadata/labels")).isEqualTo(SetYaml.of("{env: dev, team: a}"));
        assertThat(application.path("spec")).isEqualTo(SetYaml.of("""
                {project: p, destination: {namespace: own, server: s},
                 source: {targetRevision: dev, helm: {valuesObject: {b: 1}}, repoURL: r},
                 syncPolicy: {syncOptions: [A=true], automated: {prune: true}}}
                """));
    }

    @Test
    void oneFailingGeneratorStopsTheWholeSet() {
        String spec = """
                generators: [{list: {elements: [{a: b}]}}, {matrix: {generators: [{list: {elements: []}}]}}]
                template: {metadata: {name: '{{a}}'}, spec: {}}
                """;

        assertThat(generation(spec))
                .isEqualTo(new Generation.Failed(
                        SetReason.PARAMETERS_FAILED,
                        "generators[1]: found less than two generators, Matrix support only two"));
    }

    @Test
    void oneFailingTemplateStopsTheWholeSet() {
        String spec = """
                goTemplate: true
                goTemplateOptions: [missingkey=error]
                generators: [{list: {elements: [{a: b}, {b: c}]}}]
                template: {metadata: {name: '{{ .a }}'}, spec: {}}
                """;

        Generation generation = generation(spec);

        assertThat(generation).isInstanceOf(Generation.Failed.class);
        assertThat(((Generation.Failed) generation).reason()).isEqualTo(SetReason.TEMPLATE_FAILED);
        assertThat(failure(spec))
                .startsWith("the template {{ .a }} cannot be filled in: template: base:1:3:")
                .contains("map has no entry for key \"a\"");
    }

    @Test
    void whatIsNotKnownYetIsAskedForBeforeAnythingIsMade() {
        String spec = """
                generators:
                - git: {repoURL: r, revision: main, files: [{path: "*.yaml"}]}
                - list: {elements: [{name: x}]}
                template: {metadata: {name: '{{name}}'}, spec: {project: team}}
                """;
        var tree = new SetRequest.Tree("r", "main", "team");
        var contents = new SetRequest.Contents("r", "c1", "team", List.of("a.yaml"));

        assertThat(generation(spec)).isEqualTo(new Generation.Wanting(Set.of(tree)));

        SetInputs inputs =
                SetInputs.none().with(tree, new Answer.Found<>(new GitTree("c1", List.of("a.yaml", "b.json"))));
        assertThat(generation(spec, inputs, SetLimits.STANDARD)).isEqualTo(new Generation.Wanting(Set.of(contents)));

        inputs = inputs.with(contents, new Answer.Found<>(Map.of("a.yaml", "name: from-file")));
        assertThat(names(spec, inputs)).containsExactly("from-file", "x");
    }

    @Test
    void whatCannotBeFoundOutStopsTheSet() {
        String spec = """
                generators: [{git: {repoURL: r, revision: main, directories: [{path: "*"}]}}]
                template: {metadata: {name: '{{path}}'}, spec: {}}
                """;
        SetInputs inputs = SetInputs.none()
                .with(
                        new SetRequest.Tree("r", "main", ""),
                        new Answer.Failed<>("r cannot be reached; try again later"));

        assertThat(failure(spec, inputs, SetLimits.STANDARD))
                .isEqualTo("generators[0]: git: r cannot be reached; try again later");
    }

    @Test
    void anUnknownGeneratorIsNamedAndNotTakenForNone() {
        assertThat(failure("generators: [{lists: {}}]")).isEqualTo("generators[0]: unknown generators: lists");
        assertThat(failure("generators: [{selector: {}}]"))
                .startsWith("generators[0]: a generator is empty; it needs one of");
    }

    @Test
    void anUnknownOptionOfTemplatesIsNamed() {
        assertThat(failure("{goTemplate: true, goTemplateOptions: [missingkey=warn], generators: []}"))
                .startsWith("goTemplateOptions has 'missingkey=warn', which is no option");
    }

    @Test
    void aSetThatMakesTooManyApplicationsMakesNone() {
        String spec = """
                generators: [{list: {elements: [{a: "1"}, {a: "2"}]}}, {list: {elements: [{a: "3"}]}}]
                template: {metadata: {name: '{{a}}'}, spec: {}}
                """;

        assertThat(failure(spec, SetInputs.none(), SetLimits.STANDARD.withApplications(2)))
                .isEqualTo(
                        "the generators make 3 Applications, and one ApplicationSet may make 2; nothing is created, changed or"
                                + " deleted");
        assertThat(generation(spec, SetInputs.none(), SetLimits.STANDARD.withApplications(3)))
                .isInstanceOf(Generation.Generated.class);
    }

    @Test
    void twoGeneratorsInOneEntryBothCount() {
        assertThat(names("""
                generators: [{list: {elements: [{name: a}]}, clusters: {}}]
                template: {metadata: {name: '{{name}}'}, spec: {}}
                """, SetInputs.none())).containsExactly("a", "in-cluster");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            [{list: {}}, {clusters: {}}]                                                      | none
            [{git: {}}]                                                                       | PT3M
            [{git: {requeueAfterSeconds: 10}}, {pullRequest: {}}]                             | PT10S
            [{scmProvider: {requeueAfterSeconds: 0}}]                                         | PT30M
            [{matrix: {generators: [{list: {}}, {merge: {generators: [{plugin: {}}]}}]}}]     | PT30M
            """)
    void theWorldIsAskedAgainAsOftenAsTheMostImpatientGeneratorSays(String generators, String interval) {
        assertThat(SetSchedule.interval(SetYaml.set("generators: " + generators))
                        .map(Object::toString)
                        .orElse(null))
                .isEqualTo(interval);
    }
}
