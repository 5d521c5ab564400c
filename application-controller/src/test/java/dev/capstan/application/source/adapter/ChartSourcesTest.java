package dev.capstan.application.source.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles.Fetch;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.DependencyCharts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.chartaccess.adapter.HttpChartDownloads;
import dev.capstan.chartaccess.adapter.IndexFiles;
import dev.capstan.chartaccess.adapter.SharedIndexes;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartSourcesTest {
    private static final long LONGEST = 1 << 20;

    @TempDir
    Path folder;

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final ChartServer server = ChartServer.start();
    private final ControlPlaneSecrets secrets = new ControlPlaneSecrets();
    private final List<String> moved = new ArrayList<>();
    private ChartSources sources;

    @BeforeEach
    void open() throws Exception {
        var places = new ChartPlaces(secrets::repositories, _ -> Optional.empty(), (_, url) -> url.equals("open"));
        var indexes = new SharedIndexes(http, IndexFiles.open(folder, Clock.systemUTC()), LONGEST);
        var charts = new RepositoryCharts(new HttpChartDownloads(http), LONGEST);
        var registries = new ClientChartRegistries(new RegistryClient(http, RegistryLimits.DEFAULT), LONGEST);
        sources = new ChartSources(
                places,
                new WebCharts(indexes, charts, new ListedInRegistries(places, new RegistryCharts(registries))),
                new RegistryCharts(registries),
                project -> new DependencyCharts(indexes, charts, registries, new ProjectRepositories(places, project)),
                new RemoteValues(http, _ -> Optional.empty()),
                moved::add);
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    @Test
    void aVersionIsItsOwnRevisionAndNobodyIsAsked() {
        assertThat(sources.of(chart("web", "1.2.3"), "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("1.2.3"));

        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aConstraintMeansTheHighestVersionThatMeetsIt() {
        serve("1.0.0", "1.4.0", "2.0.0");

        assertThat(sources.of(chart("web", "^1"), "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("1.4.0"));
    }

    @Test
    void whatIsKnownIsEnoughUnlessNewsAreWanted() {
        serve("1.0.0");
        sources.of(chart("web", "^1"), "p", Freshness.NOW);
        serve("1.0.0", "1.4.0");

        assertThat(sources.of(chart("web", "^1"), "p", Freshness.KNOWN)).isEqualTo(new Answer.Known<>("1.0.0"));
        assertThat(sources.of(chart("web", "^1"), "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("1.4.0"));
        assertThat(sources.of(chart("web", "^1"), "p", Freshness.KNOWN)).isEqualTo(new Answer.Known<>("1.4.0"));
    }

    @Test
    void whoFindsAnotherVersionTellsTheOthers() {
        serve("1.0.0");
        sources.of(chart("web", "^1"), "p", Freshness.NOW);
        serve("1.0.0", "1.4.0");
        sources.of(chart("web", "^1"), "p", Freshness.KNOWN);
        assertThat(moved).isEmpty();

        sources.of(chart("web", "^1"), "p", Freshness.NOW);
        sources.of(chart("web", "^1"), "p", Freshness.NOW);

        assertThat(moved).containsExactly(chart("web", "^1").repoUrl());
    }

    @Test
    void theListOfAnIndexThatStaysTheSameIsAskedForAndNotReadAgain() {
        serve("1.0.0", "1.4.0", "2.0.0");

        assertThat(sources.of(chart("web", "^1"), "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("1.4.0"));
        assertThat(sources.of(chart("web", "^2"), "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("2.0.0"));

        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
    }

    @Test
    void aConstraintThatNoVersionMeetsIsNamed() {
        serve("1.0.0");

        assertThat(sources.of(chart("web", ">=9"), "p", Freshness.NOW))
                .isEqualTo(new Answer.Failed<>(
                        "none of 1 versions of the chart 'web' at '" + server.url() + "' is within '>=9'"));
    }

    @Test
    void aChartWithoutVersionIsRefused() {
        assertThat(sources.of(chart("web", ""), "p", Freshness.NOW))
                .isEqualTo(new Answer.Failed<>("targetRevision is missing: a chart needs a version or a constraint"));
    }

    @Test
    void aChartIsFetchedAtThePinnedVersion() {
        serve("1.0.0", "1.4.0");

        var fetched = fetched(new SourceRequest(chart("web", "^1"), "p", Optional.of("1.0.0")));

        assertThat(fetched.revision()).isEqualTo("1.0.0");
        assertThat(fetched.archive()).isEqualTo(Charts.packed("web", "1.0.0"));
    }

    @Test
    void withoutAPinTheConstraintDecides() {
        serve("1.0.0", "1.4.0");

        assertThat(fetched(new SourceRequest(chart("web", "^1"), "p", Optional.empty()))
                        .revision())
                .isEqualTo("1.4.0");
    }

    @Test
    void anArchiveThatTheIndexVouchesForIsFetchedOnceForAll() {
        serve("1.0.0");

        fetched(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty()));
        fetched(new SourceRequest(chart("web", "1.0.0"), "other", Optional.empty()));

        assertThat(server.askedFor("/web-1.0.0.tgz")).hasSize(1);
        assertThat(server.askedFor("/index.yaml"))
                .extracting(ChartServer.Asked::answered)
                .containsExactly(200, 304);
    }

    @Test
    void anArchiveThatNobodyVouchesForIsFetchedEachTime() {
        server.file("/index.yaml", Indexes.of("web", "1.0.0", "web-1.0.0.tgz"))
                .file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0"));

        fetched(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty()));
        fetched(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty()));

        assertThat(server.askedFor("/web-1.0.0.tgz")).hasSize(2);
    }

    @Test
    void whoHasNoCredentialsGetsNothingThatWasFetchedWithThem() {
        serve("1.0.0");
        server.wantsLogin("me", "secret");
        secrets.repository(
                Map.of("url", server.url(), "type", "helm", "project", "own", "username", "me", "password", "secret"));
        fetched(new SourceRequest(chart("web", "1.0.0"), "own", Optional.empty()));

        assertThat(failed(new SourceRequest(chart("web", "1.0.0"), "other", Optional.empty())))
                .endsWith("it wants credentials, put them into a Secret of type 'repository' or 'repo-creds'");
    }

    @Test
    void credentialsThatAreRefusedAreNotShown() {
        server.wantsLogin("me", "secret");
        secrets.repository(Map.of("url", server.url(), "type", "helm", "username", "me", "password", "marker"));

        assertThat(failed(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty())))
                .endsWith("HTTP 401; it refuses the credentials of the Secret for this URL")
                .doesNotContain("marker");
    }

    @Test
    void credentialsAreShownToOtherHostsOnlyWhereTheSourceSaysSo() {
        try (var other = ChartServer.start().wantsLogin("me", "secret")) {
            other.file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0"));
            server.wantsLogin("me", "secret")
                    .file("/index.yaml", Indexes.of("web", "1.0.0", other.url() + "/web-1.0.0.tgz"));
            secrets.repository(Map.of("url", server.url(), "type", "helm", "username", "me", "password", "secret"));
            var open = json("web", "1.0.0");
            open.putObject("helm").put("passCredentials", true);

            assertThat(failed(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty())))
                    .endsWith("unless helm.passCredentials is set");
            assertThat(fetched(new SourceRequest(ApplicationSource.of(open), "p", Optional.empty()))
                            .revision())
                    .isEqualTo("1.0.0");
        }
    }

    @Test
    void whatIsNotWhatTheIndexAnnouncesIsRefused() {
        serve("1.0.0");
        server.file("/web-1.0.0.tgz", Charts.packed("web", "6.6.6"));

        assertThat(failed(new SourceRequest(chart("web", "1.0.0"), "p", Optional.empty())))
                .contains("digest");
    }

    @Test
    void whatIsMissingIsNamed() {
        serve("1.0.0");

        assertThat(failed(new SourceRequest(chart("nosuch", "1.0.0"), "p", Optional.empty())))
                .contains("nosuch");
        assertThat(failed(new SourceRequest(chart("web", "3.0.0"), "p", Optional.empty())))
                .contains("3.0.0");
    }

    @Test
    void aChartInAFolderFindsTheChartsThatItNeeds() throws Exception {
        serve("1.0.0", "1.4.0");

        var archive = sources.charts("p").find(dependency(server.url()));

        assertThat(archive).isEqualTo(Charts.packed("web", "1.4.0"));
    }

    @Test
    void aRepositoryMayBeNamedByTheNameOfItsSecret() throws Exception {
        serve("1.0.0");
        secrets.repository(Map.of("url", server.url(), "type", "helm", "name", "team"));

        assertThat(sources.charts("p").find(dependency("@team"))).isEqualTo(Charts.packed("web", "1.0.0"));
        assertThat(sources.charts("p").find(dependency("alias:team"))).isEqualTo(Charts.packed("web", "1.0.0"));
        assertThatThrownBy(() -> sources.charts("p").find(dependency("@other")))
                .hasMessageContaining("not a name that is known here");
    }

    @Test
    void aChartDoesNotLeadCredentialsElsewhere() {
        serve("1.0.0");
        server.wantsLogin("me", "secret");
        secrets.repository(Map.of("url", server.url(), "type", "helm", "username", "me", "password", "secret"));

        assertThatThrownBy(() -> sources.charts("p").find(dependency(server.url())))
                .isInstanceOf(ChartException.class)
                .hasMessageContaining("it wants credentials");
        assertThat(server.asked()).allSatisfy(it -> assertThat(it.login()).isEmpty());
    }

    @Test
    void valuesFilesAreReadFromOtherPlaces() throws Exception {
        server.file("/values.yaml", "replicas: 3\n");

        assertThat(new String(sources.remoteFiles("p").read(server.url() + "/values.yaml"), UTF_8))
                .isEqualTo("replicas: 3\n");
        assertThatThrownBy(() -> sources.remoteFiles("p").read(server.url() + "/nosuch.yaml?token=marker"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HTTP 404")
                .hasMessageNotContaining("marker");
    }

    private static ChartDependency dependency(String repository) {
        return new ChartDependency("web", "^1", repository);
    }

    /** Lists versions with their digests. */
    private void serve(String... versions) {
        var index = new StringBuilder("apiVersion: v1\nentries:\n  web:\n");
        for (var version : versions) {
            var archive = Charts.packed("web", version);
            var name = "web-" + version + ".tgz";
            index.append("  - {name: web, version: \"%s\", urls: [\"%s\"], digest: %s}\n"
                    .formatted(version, name, Digest.sha256(archive).hex()));
            server.file("/" + name, archive);
        }
        server.file("/index.yaml", index.toString());
    }

    private ApplicationSource chart(String name, String version) {
        return ApplicationSource.of(json(name, version));
    }

    private ObjectNode json(String name, String version) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("repoURL", server.url())
                .put("chart", name)
                .put("targetRevision", version);
    }

    private FetchedSource.Chart fetched(SourceRequest request) {
        return switch (sources.fetch(request)) {
            case Fetch.Fetched(FetchedSource source) -> (FetchedSource.Chart) source;
            case Fetch.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private String failed(SourceRequest request) {
        return switch (sources.fetch(request)) {
            case Fetch.Fetched(FetchedSource source) -> throw new AssertionError("fetched " + source);
            case Fetch.Failed(String why) -> why;
        };
    }
}
