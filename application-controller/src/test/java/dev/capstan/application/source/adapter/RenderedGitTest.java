package dev.capstan.application.source.adapter;

import static dev.capstan.application.source.adapter.GitScene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.plane.ControlPlane;
import dev.capstan.applicationmanifests.ManifestRendering;
import dev.capstan.applicationmanifests.ManifestRequest;
import dev.capstan.applicationmanifests.RenderLimits;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.TargetFacts;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications from repositories of the real git to their objects. */
class RenderedGitTest {
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {colour: "{{ .Values.colour }}"}
            """;

    @TempDir
    Path temp = Path.of("");

    private GitScene scene;
    private ManifestRendering manifests;
    private ScratchRepository charts;
    private ScratchRepository values;

    @BeforeEach
    void start() throws IOException {
        scene = GitScene.over(temp);
        manifests = new ManifestRendering(Files.createDirectories(temp.resolve("charts")), RenderLimits.DEFAULT);
        charts = ScratchRepository.create(scene.root, "charts");
        values = ScratchRepository.create(scene.root, "values");
        scene.project("default", "{'sourceRepos':['*']}");
        charts.commit(
                "Chart",
                Map.of(
                        "web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n",
                        "web/values.yaml", "colour: blue\n",
                        "web/templates/config.yaml", CONFIG));
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private Rendered render(String spec) {
        ControlPlane plane = scene.plane();
        return manifests.render(
                new ManifestRequest(
                        "shop",
                        "default",
                        "shop",
                        json(spec),
                        List.of(),
                        url -> plane.project("").orElseThrow().permitsSource(url),
                        plane.settings(),
                        TargetFacts.NONE,
                        false),
                scene.sources);
    }

    private String spec(String valueFile) {
        return "{'sources':[{'repoURL':'" + scene.server.url("charts")
                + "','path':'web','targetRevision':'main','helm':{'valueFiles':['" + valueFile + "']}},"
                + "{'repoURL':'" + scene.server.url("values") + "','targetRevision':'HEAD','ref':'values'}]}";
    }

    private static String colour(Rendered rendered) {
        return switch (rendered) {
            case Rendered.Failed(String why) -> throw new AssertionError(why);
            case Rendered.Objects objects ->
                objects.manifests().getFirst().object().at("/data/colour").asText();
        };
    }

    private static String failure(Rendered rendered) {
        return switch (rendered) {
            case Rendered.Objects objects -> throw new AssertionError(objects);
            case Rendered.Failed(String why) -> why;
        };
    }

    @Test
    void valuesOfAnotherRepository() {
        values.commit("Values", Map.of("prod.yaml", "colour: green\n"));
        assertThat(colour(render(spec("$values/prod.yaml")))).isEqualTo("green");

        values.commit("Values", Map.of("prod.yaml", "colour: red\n"));
        assertThat(colour(render(spec("$values/prod.yaml")))).isEqualTo("red");
    }

    @Test
    void commitsThatTouchOtherFoldersRenderNothingAnew() {
        values.commit("Values", Map.of("prod.yaml", "colour: green\n"));
        Rendered first = render(spec("$values/prod.yaml"));
        values.commit("Other values", Map.of("test.yaml", "colour: red\n"));
        charts.commit("Other chart", Map.of("db/Chart.yaml", "apiVersion: v2\nname: db\nversion: 1.0.0\n"));

        Rendered second = render(spec("$values/prod.yaml"));

        assertThat(((Rendered.Objects) second).manifests()).isSameAs(((Rendered.Objects) first).manifests());
        assertThat(((Rendered.Objects) second).revisions()).isNotEqualTo(((Rendered.Objects) first).revisions());
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(values.workTree().resolve("link.yaml"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(values.workTree().resolve("up"), Path.of("../.."));
        values.commit("Links");

        assertThat(failure(render(spec("$values/link.yaml")))).endsWith("lies outside of its repository");
        assertThat(failure(render(spec("$values/up/secret.yaml")))).endsWith("lies outside of its repository");
    }

    @Test
    void aReferenceToARepositoryThatTheProjectForbidsIsRefused() {
        values.commit("Values", Map.of("prod.yaml", "colour: green\n"));
        scene.project("default", "{'sourceRepos':['*','!" + scene.server.url("values") + "']}");

        assertThat(failure(render(spec("$values/prod.yaml")))).endsWith("which the project does not permit");
    }

    @Test
    void aBaseInAnotherRepositoryIsFetchedWithCredentialsWhereTheProjectPermitsIt() {
        values.commit(
                "Base",
                Map.of(
                        "kustomization.yaml",
                        "resources: [config.yaml]",
                        "config.yaml",
                        CONFIG.replace("{{ .Values.colour }}", "base")));
        charts.commit(
                "Overlay",
                Map.of(
                        "overlay/kustomization.yaml",
                        "resources: ['" + scene.server.url("values") + "?ref=main']\nnamePrefix: my-\n"));
        scene.server.requireBasic("me", "word");
        scene.secret(SecretType.REPOSITORY, "url", scene.server.url("charts"), "username", "me", "password", "word")
                .secret(SecretType.REPOSITORY, "url", scene.server.url("values"), "username", "me", "password", "word");
        String spec = "{'source':{'repoURL':'" + scene.server.url("charts") + "','path':'overlay'}}";
        assertThat(colour(render(spec))).isEqualTo("base");

        charts.commit("Again", Map.of("overlay/a.txt", "1"));
        scene.project("default", "{'sourceRepos':['" + scene.server.url("charts") + "']}");
        assertThat(failure(render(spec))).contains("authentication failed");
    }
}
