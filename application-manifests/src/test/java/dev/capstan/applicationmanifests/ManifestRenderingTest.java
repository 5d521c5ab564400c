package dev.capstan.applicationmanifests;

import static dev.capstan.applicationmanifests.Rendering.OTHER;
import static dev.capstan.applicationmanifests.Rendering.REPOSITORY;
import static dev.capstan.applicationmanifests.Rendering.failure;
import static dev.capstan.applicationmanifests.Rendering.field;
import static dev.capstan.applicationmanifests.Rendering.names;
import static dev.capstan.applicationmanifests.Rendering.objects;
import static dev.capstan.applicationmanifests.Rendering.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of every kind, one and several. */
class ManifestRenderingTest {
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {colour: blue}
            """;

    @TempDir
    Path directory = Path.of("");

    private Rendering rendering = new Rendering(Path.of(""));

    @BeforeEach
    void start() {
        rendering = new Rendering(directory);
    }

    private void put(Map<String, String> files) {
        rendering.files.put(REPOSITORY, "c1", files);
    }

    @Test
    void aFolderOfManifests() {
        put(Map.of(
                "prod/a.yaml",
                CONFIG + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: web, namespace: odd}\n",
                "prod/deeper/b.yaml",
                CONFIG,
                "README.md",
                "# shop"));

        var rendered = objects(rendering.of(source("prod", "")));

        assertThat(names(rendered)).containsExactly("ConfigMap web/settings", "Namespace -/web");
        assertThat(rendered.revisions()).containsExactly("c1");
        assertThat(rendered.sourceTypes()).containsExactly("Directory");
        assertThat(rendered.warnings()).isEmpty();
    }

    @Test
    void aKustomizationWithOptions() {
        put(Map.of(
                "base/kustomization.yaml", "resources: [config.yaml]",
                "base/config.yaml", CONFIG,
                "prod/kustomization.yaml", "resources: [../base]"));

        var rendered = rendering.of(source("prod", "'kustomize':{'namePrefix':'blue-','commonAnnotations':{'a':'b'}}"));

        assertThat(names(rendered)).containsExactly("ConfigMap web/blue-settings");
        assertThat(field(rendered, "/metadata/annotations")).isEqualTo("{\"a\":\"b\"}");
        assertThat(objects(rendered).sourceTypes()).containsExactly("Kustomize");
    }

    @Test
    void filesOutsideOfTheFolderNeedTheFlagThatAllowsThem() {
        put(Map.of("prod/kustomization.yaml", "resources: [../config.yaml]", "config.yaml", CONFIG));

        assertThat(failure(rendering.of(source("prod", ""))))
                .startsWith("failed to generate manifest for source 1 of 1: kustomize build failed: ");

        rendering.settings = Map.of("kustomize.buildOptions", "--load-restrictor LoadRestrictionsNone");
        assertThat(names(rendering.of(source("prod", "")))).containsExactly("ConfigMap web/settings");
    }

    @Test
    void aListIsUnfoldedByKustomizeToo() {
        put(Map.of(
                "kustomization.yaml", "resources: [list.yaml]",
                "list.yaml",
                        "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Secret, metadata: {name: a}}]"));

        assertThat(names(rendering.of(source(".", "")))).containsExactly("Secret web/a");
    }

    private static Map<String, String> chart(String more) {
        return Map.of(
                "Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n" + more,
                "values.yaml", "colour: blue\n",
                "values-prod.yaml", "colour: green\n",
                "crds/a.yaml",
                        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b.c}\n",
                "templates/config.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: "{{ .Release.Name }}-settings", namespace: "{{ .Release.Namespace }}"}
                        data: {colour: "{{ .Values.colour }}"}
                        """,
                "templates/hook.yaml", """
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: migrate, annotations: {helm.sh/hook: pre-install}}
                        """,
                "templates/test.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: try, annotations: {helm.sh/hook: test}}
                        """);
    }

    private static Map<String, String> in(String folder, Map<String, String> files) {
        var moved = new TreeMap<String, String>();
        files.forEach((path, text) -> moved.put(folder + "/" + path, text));
        return moved;
    }

    @Test
    void aChartInAFolderComesWithItsHooksAndDefinitions() {
        put(in("chart", chart("")));

        var rendered = rendering.of(source("chart", "'helm':{'valueFiles':['values-prod.yaml']}"));

        assertThat(names(rendered))
                .containsExactly(
                        "CustomResourceDefinition web/as.b.c",
                        "ConfigMap web/shop-settings",
                        "Pod web/try",
                        "Job web/migrate");
        assertThat(objects(rendered)
                        .manifests()
                        .get(1)
                        .object()
                        .at("/data/colour")
                        .asText())
                .isEqualTo("green");
        assertThat(objects(rendered).manifests().get(1).file()).isEqualTo("web/templates/config.yaml");
        assertThat(objects(rendered).sourceTypes()).containsExactly("Helm");
    }

    @Test
    void definitionsAndTestsCanBeLeftOut() {
        put(in("chart", chart("")));

        assertThat(names(rendering.of(source("chart", "'helm':{'skipCrds':true,'skipTests':true,'releaseName':'x'}"))))
                .containsExactly("ConfigMap web/x-settings", "Job web/migrate");
    }

    @Test
    void aPublishedChartWithAValuesFileOfItsOwn() throws Exception {
        rendering.files.putChart("https://charts.example.com", "1.2.3", chart(""));

        var rendered = rendering.of("""
                {'repoURL':'https://charts.example.com','chart':'web','targetRevision':'1.x',
                 'helm':{'skipCrds':true,'valueFiles':['values-prod.yaml']}}""");

        assertThat(field(rendered, "/data/colour")).isEqualTo("\"green\"");
        assertThat(objects(rendered).revisions()).containsExactly("1.2.3");
    }

    @Test
    void aPublishedChartMustHaveWhatItNeeds() throws Exception {
        rendering.files.putChart(
                "https://charts.example.com",
                "1",
                chart("dependencies: [{name: db, version: 1, repository: 'https://x'}]"));

        assertThat(failure(rendering.of("{'repoURL':'https://charts.example.com','chart':'web'}")))
                .isEqualTo("failed to generate manifest for source 1 of 1: found in Chart.yaml, but missing in charts/"
                        + " directory: db");
    }

    @Test
    void aChartTakesItsNeighbourAlong() {
        var files = in("web", chart("dependencies: [{name: db, version: 1.x, repository: 'file://../db'}]"));
        files.put("db/Chart.yaml", "apiVersion: v2\nname: db\nversion: 1.0.0\n");
        files.put("db/templates/a.yaml", CONFIG.replace("settings", "db"));
        put(files);

        assertThat(names(rendering.of(source("web", "'helm':{'skipCrds':true,'skipTests':true}"))))
                .containsExactly("ConfigMap web/db", "ConfigMap web/shop-settings", "Job web/migrate");
    }

    @Test
    void aChartThatLiesNowhereIsNamed() {
        put(in("web", chart("dependencies: [{name: db, version: 1.x, repository: 'https://charts.example.com'}]")));

        assertThat(failure(rendering.of(source("web", ""))))
                .isEqualTo("failed to generate manifest for source 1 of 1: dependency 'db': charts are not fetched from"
                        + " elsewhere; put it into the folder charts/");
    }

    @Test
    void severalSourcesAndValuesOfOneForAnother() {
        put(in("chart", chart("")));
        rendering.files.put(OTHER, "c2", Map.of("envs/prod.yaml", "colour: red", "more/a.yaml", CONFIG));

        var rendered = objects(rendering.ofAll(
                source("chart", "'helm':{'skipCrds':true,'skipTests':true,'valueFiles':['$values/envs/prod.yaml']}"),
                "{'repoURL':'" + OTHER + "','ref':'values'}",
                "{'repoURL':'" + OTHER + "','path':'more'}"));

        assertThat(names(rendered))
                .containsExactly("ConfigMap web/shop-settings", "Job web/migrate", "ConfigMap web/settings");
        assertThat(field(rendered, "/data/colour")).isEqualTo("\"red\"");
        assertThat(rendered.revisions()).containsExactly("c1", "c2", "c2");
        assertThat(rendered.sourceTypes()).containsExactly("Helm", "", "Directory");
    }

    @Test
    void ofAnObjectThatComesTwiceTheLastOneStays() {
        put(Map.of("a/a.yaml", CONFIG, "b/b.yaml", CONFIG.replace("blue", "red")));

        var rendered = objects(rendering.ofAll(source("a", ""), source("b", "")));

        assertThat(names(rendered)).containsExactly("ConfigMap web/settings");
        assertThat(field(rendered, "/data/colour")).isEqualTo("\"red\"");
        assertThat(rendered.warnings()).containsExactly("/ConfigMap/web/settings comes 2 times; the last one counts");
    }

    @Test
    void filesInTheFolderChangeTheOptions() {
        put(Map.of(
                "kustomization.yaml", "resources: [config.yaml]",
                "config.yaml", CONFIG,
                ".argocd-source.yaml", "kustomize: {namePrefix: all-}",
                ".argocd-source-shop.yaml", "kustomize: {nameSuffix: -mine}",
                ".argocd-source-other.yaml", "kustomize: {nameSuffix: -theirs}"));

        assertThat(names(rendering.of(source("", "")))).containsExactly("ConfigMap web/all-settings-mine");
    }

    @Test
    void programsAreRefusedByName() {
        put(Map.of("a/a.jsonnet", "{}"));

        assertThat(failure(rendering.of(source("a", "'plugin':{'name':'cdk8s'}"))))
                .isEqualTo("failed to generate manifest for source 1 of 1: the plugin 'cdk8s' is refused: config"
                        + " management plugins are programs, and none are run");
        assertThat(failure(rendering.of(source("a", ""))))
                .startsWith("failed to generate manifest for source 1 of 1: Jsonnet is refused: a.jsonnet ");
    }

    @Test
    void aFailureNamesItsSource() {
        put(Map.of("a/a.yaml", CONFIG));

        assertThat(failure(rendering.ofAll(source("a", ""), source("b", ""))))
                .isEqualTo("failed to generate manifest for source 2 of 2: b: the path does not exist");
        assertThat(failure(rendering.ofAll(source("a", ""), "{'repoURL':'https://gone','path':'a'}")))
                .isEqualTo("failed to generate manifest for source 2 of 2: repository not found");
    }

    @Test
    void filesAreLetGoOfWhateverHappens() {
        put(Map.of("a/a.yaml", CONFIG));

        rendering.of(source("a", ""));
        rendering.of(source("b", ""));
        rendering.ofAll(source("a", ""), source("b", ""), "{'repoURL':'https://gone','path':'a'}");

        assertThat(rendering.files.open).isZero();
    }
}
