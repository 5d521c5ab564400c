package dev.capstan.applicationmanifests;

import static dev.capstan.applicationmanifests.Rendering.OTHER;
import static dev.capstan.applicationmanifests.Rendering.REPOSITORY;
import static dev.capstan.applicationmanifests.Rendering.failure;
import static dev.capstan.applicationmanifests.Rendering.names;
import static dev.capstan.applicationmanifests.Rendering.objects;
import static dev.capstan.applicationmanifests.Rendering.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.project.Scope;
import dev.capstan.helm.AskedApiVersions;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.KubeVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rendered again, and what is not. */
class RepeatedRenderingTest {
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n";
    private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
    private static final String RANDOM = CONFIG + "data: {token: {{ randAlphaNum 20 }}, a: \"{{ .Values.a }}\"}\n";

    @TempDir
    Path directory = Path.of("");

    private Rendering rendering = new Rendering(Path.of(""));

    @BeforeEach
    void start() {
        rendering = new Rendering(directory);
    }

    private Rendered.Objects at(String revision, Map<String, String> files, String source) {
        rendering.files.put(REPOSITORY, revision, files);
        return objects(rendering.of(source));
    }

    @Test
    void equalFilesGiveTheVerySameObjectsAtAnotherCommit() {
        var first = at("c1", Map.of("a/a.yaml", CONFIG, "b/b.yaml", CONFIG), source("a", ""));
        var second = at("c2", Map.of("a/a.yaml", CONFIG, "b/b.yaml", "changed"), source("a", ""));

        assertThat(second.manifests()).isSameAs(first.manifests());
        assertThat(second.revisions()).containsExactly("c2");
    }

    @Test
    void changedFilesAndOptionsGiveOthers() {
        var files = Map.of("a/kustomization.yaml", "resources: [a.yaml]", "a/a.yaml", CONFIG);
        var first = at("c1", files, source("a", ""));
        var changed = at(
                "c2",
                Map.of("a/kustomization.yaml", "resources: [a.yaml]", "a/a.yaml", CONFIG + "data: {a: b}"),
                source("a", ""));
        var prefixed = at("c3", files, source("a", "'kustomize':{'namePrefix':'x-'}"));
        var overridden = at(
                "c4",
                Map.of(
                        "a/kustomization.yaml", "resources: [a.yaml]",
                        "a/a.yaml", CONFIG,
                        "a/.argocd-source.yaml", "kustomize: {namePrefix: y-}"),
                source("a", "'kustomize':{'namePrefix':'x-'}"));

        assertThat(changed.manifests()).isNotEqualTo(first.manifests());
        assertThat(names(prefixed)).containsExactly("ConfigMap web/x-settings");
        assertThat(names(overridden)).containsExactly("ConfigMap web/y-settings");
    }

    @Test
    void aChartIsNotRenderedAnewWithoutReason() {
        var files = Map.of("web/Chart.yaml", CHART, "web/values.yaml", "a: b", "web/templates/a.yaml", RANDOM);
        var first = at("c1", files, source("web", ""));

        assertThat(at("c2", files, source("web", "")).manifests()).isSameAs(first.manifests());

        rendering.isHard = true;
        assertThat(at("c2", files, source("web", "")).manifests()).isNotEqualTo(first.manifests());
    }

    @Test
    void aPublishedChartIsRenderedAnewWhenItsArchiveIsAnother() throws IOException {
        String charts = "https://charts.example.com";
        String source = "{'repoURL':'" + charts + "','chart':'web','targetRevision':'1.x'}";
        rendering.files.putChart(charts, "1.0.0", Map.of("Chart.yaml", CHART, "templates/a.yaml", CONFIG));
        var first = objects(rendering.of(source));
        var again = objects(rendering.of(source));
        rendering.files.putChart(
                charts, "1.1.0", Map.of("Chart.yaml", CHART, "templates/a.yaml", CONFIG + "data: {a: b}"));
        var newer = objects(rendering.of(source));

        assertThat(again.manifests()).isSameAs(first.manifests());
        assertThat(newer.manifests()).isNotEqualTo(first.manifests());
        assertThat(newer.revisions()).containsExactly("1.1.0");
    }

    @Test
    void valuesOfAnotherRepositoryCount() {
        rendering.files.put(REPOSITORY, "c1", Map.of("web/Chart.yaml", CHART, "web/templates/a.yaml", RANDOM));
        String[] sources = {
            source("web", "'helm':{'valueFiles':['$values/a.yaml']}"), "{'repoURL':'" + OTHER + "','ref':'values'}"
        };
        rendering.files.put(OTHER, "d1", Map.of("a.yaml", "a: 1", "b.yaml", "b: 1"));
        var first = objects(rendering.ofAll(sources));
        rendering.files.put(OTHER, "d2", Map.of("a.yaml", "a: 1", "b.yaml", "b: 2"));
        var second = objects(rendering.ofAll(sources));
        rendering.files.put(OTHER, "d3", Map.of("a.yaml", "a: 3", "b.yaml", "b: 2"));
        var third = objects(rendering.ofAll(sources));

        assertThat(second.manifests()).isSameAs(first.manifests());
        assertThat(third.manifests()).isNotEqualTo(first.manifests());
    }

    @Test
    void whatNamesTheRevisionIsRenderedForEach() {
        var files = Map.of("web/Chart.yaml", CHART, "web/templates/a.yaml", CONFIG + "data: {a: {{ .Values.a }}}");
        String source = source("web", "'helm':{'parameters':[{'name':'a','value':'r-$ARGOCD_APP_REVISION'}]}");

        at("c1", files, source);

        assertThat(Rendering.field(at("c2", files, source), "/data/a")).isEqualTo("\"r-c2\"");
    }

    @Test
    void whatTheClusterServesIsNotAskedForWhenNoChartAsks() {
        var asked = new ArrayList<String>();
        var served = new ArrayList<>(List.of("a/v1"));
        rendering.target = new TargetFacts(
                new Capabilities(KubeVersion.DEFAULT, new AskedApiVersions(() -> {
                    asked.add("asked");
                    return served;
                })),
                (_, _) -> Scope.NAMESPACE);
        at("c1", Map.of("web/Chart.yaml", CHART, "web/templates/a.yaml", RANDOM), source("web", ""));

        assertThat(asked).isEmpty();
    }

    private void serve(String... versions) {
        rendering.target =
                new TargetFacts(new Capabilities(KubeVersion.DEFAULT, List.of(versions)), (_, _) -> Scope.NAMESPACE);
    }

    @Test
    void aChartThatAskedIsRenderedAnewWhenTheAnswerIsAnother() {
        var files = Map.of(
                "web/Chart.yaml",
                CHART,
                "web/templates/a.yaml",
                CONFIG + "data: {has: \"{{ .Capabilities.APIVersions.Has \"b/v1\" }}\"}\n");
        serve("a/v1");
        var first = at("c1", files, source("web", ""));
        serve("a/v1");
        var second = at("c1", files, source("web", ""));
        serve("a/v1", "b/v1");
        var third = at("c1", files, source("web", ""));

        assertThat(second.manifests()).isSameAs(first.manifests());
        assertThat(Rendering.field(first, "/data/has")).isEqualTo("\"false\"");
        assertThat(Rendering.field(third, "/data/has")).isEqualTo("\"true\"");
    }

    @Test
    void aKindThatTurnsOutToBeOfTheClusterLosesItsNamespace() {
        var files = Map.of("a/a.yaml", "apiVersion: x/v1\nkind: Odd\nmetadata: {name: a}\n");
        rendering.target = new TargetFacts(Capabilities.DEFAULT, (_, _) -> Scope.UNKNOWN);
        assertThat(names(at("c1", files, source("a", "")))).containsExactly("Odd web/a");

        rendering.target = new TargetFacts(Capabilities.DEFAULT, (_, _) -> Scope.CLUSTER);
        assertThat(names(at("c1", files, source("a", "")))).containsExactly("Odd -/a");
    }

    @Test
    void whatFailedElsewhereIsTriedAgain() {
        rendering.files.put(
                REPOSITORY,
                "c1",
                Map.of("web/Chart.yaml", CHART, "web/templates/a.yaml", CONFIG + "data: {a: {{ .Values.a }}}"));
        String source = source("web", "'helm':{'valueFiles':['https://values.example.com/a.yaml']}");
        rendering.files.with(_ -> {
            throw new IOException("timed out");
        });
        assertThat(failure(rendering.of(source))).endsWith("open https://values.example.com/a.yaml: timed out");

        rendering.files.with(_ -> "a: c".getBytes(UTF_8));
        assertThat(Rendering.field(rendering.of(source), "/data/a")).isEqualTo("\"c\"");
    }

    @Test
    void aFailureGoesWithItsFiles() {
        rendering.files.put(REPOSITORY, "c1", Map.of("a/a.yaml", CONFIG + "data: ["));
        assertThat(failure(rendering.of(source("a", "")))).contains("a.yaml cannot be read");
        assertThat(failure(rendering.of(source("a", "")))).contains("a.yaml cannot be read");

        assertThat(names(at("c2", Map.of("a/a.yaml", CONFIG), source("a", "")))).hasSize(1);
    }

    @Test
    void anApplicationThatIsForgottenIsRenderedAnew() {
        var first = at("c1", Map.of("a/a.yaml", CONFIG), source("a", ""));
        rendering.manifests.forget("shop");

        var second = at("c1", Map.of("a/a.yaml", CONFIG), source("a", ""));
        assertThat(second.manifests()).isNotSameAs(first.manifests()).isEqualTo(first.manifests());
    }
}
