package dev.capstan.argo.set.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.ClusterFacts;
import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ClusterDecisions;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.value.GenerationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainGeneratorsTest {
    private static final SetInputs CLUSTERS = SetInputs.none()
            .withClusters(List.of(
                    new ClusterFacts("Prod_EU", "https://2", "team", Map.of("env", "prod"), Map.of("note", "x")),
                    new ClusterFacts("dev", "https://1", "", Map.of("env", "dev"), Map.of())));

    @Test
    void elementsOfAListAreTextsWhereParametersAreFlat() {
        assertThat(GeneratorRun.flat(SetInputs.none())
                        .parameters("list: {elements: [{a: x, values: {b: y}}], elementsYaml: '[{c: z}]'}"))
                .isEqualTo(List.of(Map.of("a", "x", "values.b", "y"), Map.of("c", "z")));
        assertThatThrownBy(() -> GeneratorRun.flat(SetInputs.none()).parameters("list: {elements: [{a: x}, {b: 5}]}"))
                .isInstanceOf(GenerationException.class)
                .hasMessage("list.elements[1].b is no text; quote it, or set goTemplate: true");
    }

    @Test
    void elementsOfAListKeepTheirStructureOtherwise() {
        assertThat(GeneratorRun.structured(SetInputs.none())
                        .parameters("list: {elements: [{a: {b: [1, true]}}], elementsYaml: '- c: {d: 2.5}'}"))
                .isEqualTo(List.of(Map.of("a", Map.of("b", List.of(1.0, true))), Map.of("c", Map.of("d", 2.5))));
    }

    @Test
    void everyClusterAndTheOwnOneCountWithoutASelector() {
        assertThat(GeneratorRun.flat(CLUSTERS)
                        .parameters("clusters: {values: {at: '{{server}}/{{metadata.labels.env}}'}}"))
                .isEqualTo(List.of(
                        Map.of(
                                "name", "Prod_EU",
                                "nameNormalized", "prod-eu",
                                "server", "https://2",
                                "project", "team",
                                "metadata.labels.env", "prod",
                                "metadata.annotations.note", "x",
                                "values.at", "https://2/prod"),
                        Map.of(
                                "name", "dev",
                                "nameNormalized", "dev",
                                "server", "https://1",
                                "project", "",
                                "metadata.labels.env", "dev",
                                "values.at", "https://1/dev"),
                        Map.of(
                                "name", "in-cluster",
                                "nameNormalized", "in-cluster",
                                "server", "https://kubernetes.default.svc",
                                "project", "",
                                "values.at", "https://kubernetes.default.svc/{{metadata.labels.env}}")));
    }

    @Test
    void aSelectorLeavesTheOwnClusterOutUnlessItHasASecret() {
        String entry = "clusters: {selector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}";
        SetInputs own = SetInputs.none()
                .withClusters(List.of(
                        new ClusterFacts("here", Cluster.IN_CLUSTER_SERVER, "", Map.of("env", "own"), Map.of())));

        assertThat(GeneratorRun.structured(CLUSTERS).parameters(entry))
                .extracting(set -> set.get("name"))
                .containsExactly("dev");
        assertThat(GeneratorRun.structured(own).parameters(entry))
                .extracting(set -> set.get("name"))
                .containsExactly("here");
        assertThat(GeneratorRun.structured(own).parameters("clusters: {}")).hasSize(1);
    }

    @Test
    void labelsOfClustersStandInAStructure() {
        var set = GeneratorRun.structured(CLUSTERS)
                .parameters(
                        "{clusters: {selector: {matchExpressions: [{key: env, operator: Exists}]}, values: {x: '{{ .metadata.labels.env }}'}},"
                                + " selector: {matchLabels: {metadata.labels.env: prod}}}");

        assertThat(set).hasSize(1);
        assertThat(set.getFirst())
                .containsEntry("metadata", Map.of("labels", Map.of("env", "prod"), "annotations", Map.of("note", "x")))
                .containsEntry("values", Map.of("x", "prod"));
    }

    @Test
    void aFlatListIsOneSetOfParameters() {
        var sets = GeneratorRun.structured(CLUSTERS).parameters("clusters: {flatList: true}");

        assertThat(sets).hasSize(1);
        assertThat((List<?>) sets.getFirst().get("clusters")).hasSize(3);
    }

    @Test
    void selectorsCompareResultsByTheirPaths() {
        String list = "list: {elements: [{a: {b: x}, u: 'https://1'}, {a: {b: y}}]}";

        assertThat(selected(list, "matchLabels: {a.b: y}")).isEqualTo(1);
        assertThat(selected(list, "matchLabels: {u: 'https://1'}")).isEqualTo(1);
        assertThat(selected(list, "matchExpressions: [{key: u, operator: DoesNotExist}]"))
                .isEqualTo(1);
        assertThat(selected(list, "matchExpressions: [{key: a.b, operator: Exists}]"))
                .isEqualTo(2);
        assertThat(selected(list, "")).isEqualTo(2);
    }

    private static int selected(String generator, String selector) {
        return GeneratorRun.structured(SetInputs.none())
                .parameters("{" + generator + ", selector: {" + selector + "}}")
                .size();
    }

    @Test
    void aSelectorThatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> selected("list: {}", "matchExpressions: [{key: a, operator: Near}]"))
                .hasMessageContaining("a selector has the operator 'Near'");
        assertThatThrownBy(() -> selected("list: {}", "matchExpressions: [{key: a, operator: In}]"))
                .hasMessageContaining("needs a key, and values with In and NotIn only");
    }

    @Test
    void decisionsNameKnownClustersOnly() {
        String entry = "clusterDecisionResource: {configMapRef: c, name: quack, values: {v: '{{name}}'}}";
        var request = new SetRequest.Decisions(SetYaml.of(entry).path("clusterDecisionResource"));
        SetInputs inputs = CLUSTERS.with(
                request,
                new Answer.Found<>(new ClusterDecisions(
                        "clusterName", List.of(decision("dev"), decision("gone"), decision("in-cluster")))));

        assertThat(GeneratorRun.flat(inputs).parameters(entry))
                .isEqualTo(List.of(
                        Map.of(
                                "name",
                                "dev",
                                "server",
                                "https://1",
                                "clusterName",
                                "dev",
                                "n",
                                "1",
                                "values.v",
                                "{{name}}"),
                        Map.of(
                                "name", "in-cluster",
                                "server", "https://kubernetes.default.svc",
                                "clusterName", "in-cluster",
                                "n", "1",
                                "values.v", "{{name}}")));
    }

    private static Map<String, Object> decision(String cluster) {
        return new LinkedHashMap<>(Map.of("clusterName", cluster, "n", 1.0));
    }

    @Test
    void aPluginAnswersWithParametersAndIsQuoted() {
        String entry = "plugin: {configMapRef: {name: p}, input: {parameters: {q: [1]}}, values: {v: '{{ .a.b }}'}}";
        var request = new SetRequest.Plugin("p", SetYaml.of("q: [1]"));
        SetInputs inputs = SetInputs.none()
                .with(request, new Answer.Found<>(List.of(new LinkedHashMap<>(Map.of("a", Map.of("b", "x"))))));

        assertThat(GeneratorRun.structured(inputs).parameters(entry))
                .isEqualTo(List.of(Map.of(
                        "a", Map.of("b", "x"),
                        "generator", Map.of("input", Map.of("parameters", Map.of("q", List.of(1.0)))),
                        "values", Map.of("v", "x"))));
    }

    @Test
    void foldersOfARepositoryGiveTheirPath() {
        String entry = """
                git: {repoURL: r, revision: main, directories: [{path: "apps/*"}, {path: apps/old, exclude: true}],
                      values: {v: "{{path.basename}}"}}
                """;
        SetInputs inputs =
                tree("apps/b/x.yaml", "apps/a_B/deep/x.yaml", "apps/old/x", "apps/file", ".git2/a/x", "apps/.hidden/x");

        assertThat(GeneratorRun.flat(inputs).parameters(entry))
                .isEqualTo(List.of(
                        Map.of(
                                "path", "apps/a_B",
                                "path.basename", "a_B",
                                "path.basenameNormalized", "a-b",
                                "path[0]", "apps",
                                "path[1]", "a_B",
                                "values.v", "a_B"),
                        Map.of(
                                "path", "apps/b",
                                "path.basename", "b",
                                "path.basenameNormalized", "b",
                                "path[0]", "apps",
                                "path[1]", "b",
                                "values.v", "b")));
    }

    @Test
    void pathParametersMayHaveAPrefix() {
        String entry = "git: {repoURL: r, revision: main, pathParamPrefix: app, directories: [{path: '*'}]}";

        assertThat(GeneratorRun.flat(tree("a/x")).parameters(entry).getFirst())
                .containsEntry("app.path", "a")
                .containsEntry("app.path[0]", "a");
        assertThat(GeneratorRun.structured(tree("a/x")).parameters(entry))
                .isEqualTo(List.of(Map.of(
                        "app",
                        Map.of(
                                "path",
                                Map.of(
                                        "path",
                                        "a",
                                        "basename",
                                        "a",
                                        "basenameNormalized",
                                        "a",
                                        "segments",
                                        List.of("a"))))));
    }

    @Test
    void filesOfARepositoryGiveTheirContents() {
        String entry = "git: {repoURL: r, revision: main, files: [{path: '**.json'}, {path: 'skip/*', exclude: true}]}";
        SetInputs inputs = tree("a/One.json", "b.json", "skip/c.json")
                .with(
                        new SetRequest.Contents("r", "c1", "team", List.of("a/One.json", "b.json")),
                        new Answer.Found<>(Map.of(
                                "a/One.json", "{\"cluster\": {\"n\": 3, \"l\": [\"x\", {\"y\": null}]}, \"e\": {}}",
                                "b.json", "- k: v\n- k: w\n")));

        assertThat(GeneratorRun.flat(inputs).parameters(entry))
                .isEqualTo(List.of(
                        Map.of(
                                "cluster.n", "3",
                                "cluster.l.0", "x",
                                "cluster.l.1.y", "<nil>",
                                "path", "a",
                                "path.basename", "a",
                                "path.basenameNormalized", "a",
                                "path.filename", "One.json",
                                "path.filenameNormalized", "one.json",
                                "path[0]", "a"),
                        ofRoot("v"),
                        ofRoot("w")));
        assertThat(GeneratorRun.structured(inputs).parameters(entry).getFirst())
                .containsEntry("e", Map.of())
                .containsEntry(
                        "path",
                        Map.of(
                                "path", "a",
                                "basename", "a",
                                "basenameNormalized", "a",
                                "filename", "One.json",
                                "filenameNormalized", "one.json",
                                "segments", List.of("a")));
    }

    private static Map<String, String> ofRoot(String value) {
        return Map.of(
                "k", value,
                "path", ".",
                "path.basename", ".",
                "path.basenameNormalized", "",
                "path.filename", "b.json",
                "path.filenameNormalized", "b.json",
                "path[0]", ".");
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamed() {
        String entry = "git: {repoURL: r, revision: main, files: [{path: x.yaml}]}";
        SetInputs inputs = tree("x.yaml")
                .with(
                        new SetRequest.Contents("r", "c1", "team", List.of("x.yaml")),
                        new Answer.Found<>(Map.of("x.yaml", "just text")));

        assertThatThrownBy(() -> GeneratorRun.flat(inputs).parameters(entry))
                .hasMessageStartingWith("git: the file 'x.yaml' of 'r': it ");
    }

    private static SetInputs tree(String... files) {
        return SetInputs.none()
                .with(
                        new SetRequest.Tree("r", "main", "team"),
                        new Answer.Found<>(new GitTree("c1", new ArrayList<>(List.of(files)))));
    }
}
