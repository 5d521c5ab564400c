package dev.capstan.application.source.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.application.source.SourceFilesByType;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.ManifestRendering;
import dev.capstan.applicationmanifests.ManifestRequest;
import dev.capstan.applicationmanifests.RenderLimits;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.TargetFacts;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.DependencyCharts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.chartaccess.adapter.HttpChartDownloads;
import dev.capstan.chartaccess.adapter.IndexFiles;
import dev.capstan.chartaccess.adapter.SharedIndexes;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications whose charts come from a repository over HTTP: from the source as it is written to the objects. */
class ChartRenderingTest {
    private static final String GIT = "https://git.test/shop";
    private static final Map<String, String> CHART = Map.of(
            "values.yaml", "color: chart\nsize: small\n",
            "templates/cm.yaml", """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: "{{ .Release.Name }}"}
                    data: {color: "{{ .Values.color }}", size: "{{ .Values.size }}"}
                    """);

    @TempDir
    Path folder;

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ChartServer server = ChartServer.start()
            .file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0", CHART))
            .file("/values.yaml", "color: remote\n");
    private final ControlPlaneSecrets secrets = new ControlPlaneSecrets();
    private InMemoryTree.Builder git = InMemoryTree.builder();
    private SourceFiles files;
    private ManifestRendering manifests;

    @BeforeEach
    void open() throws IOException {
        server.file("/index.yaml", Indexes.of("web", "1.0.0", "web-1.0.0.tgz"));
        var places = new ChartPlaces(secrets::repositories, _ -> Optional.empty(), (_, _) -> true);
        var indexes = new SharedIndexes(http, IndexFiles.open(folder.resolve("indexes"), Clock.systemUTC()), 1 << 20);
        var charts = new RepositoryCharts(new HttpChartDownloads(http), 1 << 20);
        var client = new RegistryClient(http, RegistryLimits.DEFAULT);
        var registries = new ClientChartRegistries(client, 1 << 20);
        files = new SourceFilesByType(
                request -> new SourceFiles.Fetch.Fetched(new FetchedSource.Files("commit", git.build(), () -> {})),
                new ChartSources(
                        places,
                        new WebCharts(indexes, charts, new ListedInRegistries(places, new RegistryCharts(registries))),
                        new RegistryCharts(registries),
                        project -> new DependencyCharts(
                                indexes, charts, registries, new ProjectRepositories(places, project)),
                        new RemoteValues(http, _ -> Optional.empty()),
                        _ -> {}),
                request -> new SourceFiles.Fetch.Failed("there is no registry"));
        manifests = new ManifestRendering(Files.createDirectories(folder.resolve("charts")), RenderLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    @Test
    void aChartIsRenderedWithTheOptionsOfTheSource() {
        var rendered = render("""
                {"source": {"repoURL": "%s", "chart": "web", "targetRevision": "1.x",
                  "helm": {"releaseName": "shop", "parameters": [{"name": "color", "value": "blue"}]}}}
                """.formatted(server.url()));

        assertThat(rendered.revisions()).containsExactly("1.0.0");
        assertThat(rendered.sourceTypes()).containsExactly("Helm");
        assertThat(data(rendered)).containsExactly("{\"color\":\"blue\",\"size\":\"small\"}");
    }

    @Test
    void valuesComeFromAnotherSource() {
        git.file("prod/values.yaml", "color: prod\n");

        var rendered = render("""
                {"sources": [
                  {"repoURL": "%s", "chart": "web", "targetRevision": "1.0.0",
                   "helm": {"valueFiles": ["$config/prod/values.yaml"]}},
                  {"repoURL": "%s", "targetRevision": "main", "ref": "config"}]}
                """.formatted(server.url(), GIT));

        assertThat(rendered.revisions()).containsExactly("1.0.0", "commit");
        assertThat(data(rendered)).containsExactly("{\"color\":\"prod\",\"size\":\"small\"}");
    }

    @Test
    void valuesComeFromTheWeb() {
        var rendered = render("""
                {"source": {"repoURL": "%1$s", "chart": "web", "targetRevision": "1.0.0",
                  "helm": {"valueFiles": ["%1$s/values.yaml"]}}}
                """.formatted(server.url()));

        assertThat(data(rendered)).containsExactly("{\"color\":\"remote\",\"size\":\"small\"}");
    }

    @Test
    void aChartInARepositoryBringsChartsFromElsewhere() {
        secrets.repository(Map.of("url", server.url(), "type", "helm", "name", "team"));
        git.file("umbrella/Chart.yaml", """
                apiVersion: v2
                name: umbrella
                version: 0.1.0
                dependencies:
                - {name: web, version: ^1, repository: '@team'}
                """).file("umbrella/values.yaml", "web: {color: umbrella}\n");

        var rendered = render("{\"source\": {\"repoURL\": \"%s\", \"path\": \"umbrella\"}}".formatted(GIT));

        assertThat(rendered.sourceTypes()).containsExactly("Helm");
        assertThat(data(rendered)).containsExactly("{\"color\":\"umbrella\",\"size\":\"small\"}");
    }

    @Test
    void aChartThatIsNotThereIsNamed() {
        var rendered = manifests.render(request("""
                        {"source": {"repoURL": "%s", "chart": "web", "targetRevision": "9.0.0"}}
                        """.formatted(server.url())), files);

        assertThat(rendered)
                .isInstanceOfSatisfying(
                        Rendered.Failed.class, it -> assertThat(it.why()).contains("web", "9.0.0"));
    }

    private Rendered.Objects render(String spec) {
        return switch (manifests.render(request(spec), files)) {
            case Rendered.Objects objects -> objects;
            case Rendered.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private static ManifestRequest request(String spec) {
        return new ManifestRequest(
                "shop",
                "default",
                "web",
                json(spec),
                List.of(),
                _ -> true,
                ArgoSettings.DEFAULT,
                TargetFacts.NONE,
                false);
    }

    private static List<String> data(Rendered.Objects rendered) {
        return rendered.manifests().stream()
                .map(it -> it.object().path("data").toString())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
