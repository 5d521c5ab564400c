package dev.capstan.applicationmanifests;

import static dev.capstan.applicationmanifests.Rendering.OTHER;
import static dev.capstan.applicationmanifests.Rendering.REPOSITORY;
import static dev.capstan.applicationmanifests.Rendering.failure;
import static dev.capstan.applicationmanifests.Rendering.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.DirectorySelection;
import dev.capstan.charts.ChartLimits;
import dev.capstan.kustomize.BuildLimits;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that want to see more than they may, or to take more than there is. */
class HostileSourcesTest {
    private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

    @TempDir
    Path directory = Path.of("");

    private Rendering rendering = new Rendering(Path.of(""));

    @BeforeEach
    void start() {
        rendering = new Rendering(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/../../up", "/etc", "out", "loop", "out/deeper"})
    void g002_noPathLeadsOutOfTheRepository(String path) {
        rendering.files.put(REPOSITORY, "c1", Map.of("out", "->../../etc", "loop", "->loop", "a/a.yaml", "x"));

        assertThat(failure(rendering.of(source(path, ""))))
                .matches("failed to generate manifest for source 1 of 1: .*(leads out of the repository|absolute)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret", "$values/../secret", "$values/out", "/../secret", "link.yaml"})
    void h048_noValuesFileLiesOutside(String file) {
        rendering
                .files
                .put(REPOSITORY, "c1", Map.of("web/Chart.yaml", CHART, "web/link.yaml", "->../../../etc/passwd"))
                .put(OTHER, "c2", Map.of("a.yaml", "", "out", "->/etc/passwd"));

        assertThat(failure(rendering.ofAll(
                        source("web", "'helm':{'valueFiles':['" + file + "']}"),
                        "{'repoURL':'" + OTHER + "','ref':'values'}")))
                .endsWith("the file '" + file + "' lies outside of its repository");
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "kustomize", "chart"})
    void aListHidesNoObject(String kind) {
        String lists = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleList
                items:
                - apiVersion: rbac.authorization.k8s.io/v1
                  kind: ClusterRole
                  metadata: {name: one}
                ---
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: two}}
                - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Namespace, metadata: {name: three}}]}
                """;
        rendering.files.put(
                REPOSITORY,
                "c1",
                Map.of(
                        "directory/a.yaml",
                        lists,
                        "kustomize/a.yaml",
                        lists,
                        "kustomize/kustomization.yaml",
                        "resources: [a.yaml]",
                        "chart/Chart.yaml",
                        CHART,
                        "chart/templates/a.yaml",
                        lists));

        assertThat(Rendering.objects(rendering.of(source(kind, ""))).manifests())
                .extracting(manifest -> manifest.object().path("kind").asText())
                .containsExactlyInAnyOrder("ClusterRole", "ConfigMap", "Namespace");
    }

    @Test
    void aReferenceToAForbiddenRepositoryIsRefused() {
        rendering
                .files
                .put(REPOSITORY, "c1", Map.of("web/Chart.yaml", CHART))
                .put("https://git.example.com/forbidden", "c2", Map.of("a.yaml", "password: hidden"));

        assertThat(failure(rendering.ofAll(
                        source("web", "'helm':{'valueFiles':['$values/a.yaml']}"),
                        "{'repoURL':'https://git.example.com/forbidden','ref':'values'}")))
                .endsWith("values file '$values/a.yaml' refers to the repository https://git.example.com/forbidden,"
                        + " which the project does not permit");
    }

    @Test
    void oneReferenceCannotHideAnother() {
        rendering.files.put(REPOSITORY, "c1", Map.of()).put(OTHER, "c2", Map.of());

        assertThat(failure(rendering.ofAll(
                        "{'repoURL':'" + REPOSITORY + "','ref':'values'}",
                        "{'repoURL':'" + OTHER + "','ref':'values'}")))
                .isEqualTo("sources: several have the ref values");
    }

    @Test
    void whatFilesChangeIsNeitherRepositoryNorPath() {
        rendering
                .files
                .put(REPOSITORY, "c1", Map.of("a/.argocd-source.yaml", "{repoURL: 'https://x', path: b, chart: c}"))
                .put(OTHER, "c2", Map.of());

        assertThat(Rendering.objects(rendering.of(source("a", ""))).sourceTypes())
                .containsExactly("Directory");
    }

    @Test
    void thereIsAnEndToSources() {
        rendering.files.put(REPOSITORY, "c1", Map.of());
        String[] many =
                IntStream.range(0, 101).mapToObj(i -> source("a" + i, "")).toArray(String[]::new);

        assertThat(failure(rendering.ofAll(many))).isEqualTo("there are more than 100 sources");
    }

    @Test
    void thereIsAnEndToFiles() {
        var limits = new RenderLimits(
                1, 0, 5, new DirectorySelection.Limits(100, 100), BuildLimits.defaults(), ChartLimits.DEFAULT);
        rendering = new Rendering(directory, limits);
        rendering.files.put(REPOSITORY, "c1", Map.of("a/a.yaml", "#".repeat(101)));

        assertThat(failure(rendering.of(source("a", "")))).endsWith("all files together have more than 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'source'", "{'source':[]}", "{'sources':[1,null]}", "{'source':{'path':7}}", "null"})
    void aSpecOfAnotherShapeIsAFailureAndNoMore(String spec) {
        assertThat(failure(rendering.spec(spec))).contains("repository not found");
    }

    @Test
    void aTreeThatCannotBeReadIsAFailureAndNoMore() {
        rendering.files.put(REPOSITORY, "c1", new FileTree() {
            @Override
            public EntryKind kind(String path) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public byte[] read(String path) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public List<Entry> list(String path) throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public Optional<String> linkTarget(String path) throws IOException {
                throw new IOException("the disk is gone");
            }
        });

        assertThat(failure(rendering.of(source("a", ""))))
                .isEqualTo("failed to generate manifest for source 1 of 1: its files cannot be read: the disk is gone");
    }

    @Test
    void valuesInMessagesStayWhatTheyAre() {
        rendering.files.put(
                REPOSITORY, "c1", Map.of("web/Chart.yaml", CHART, "web/templates/a.yaml", "{{ fail \"no\" }}"));

        assertThat(failure(rendering.of(source("web", "'helm':{'values':'password: hidden'}"))))
                .doesNotContain("hidden");
    }
}
