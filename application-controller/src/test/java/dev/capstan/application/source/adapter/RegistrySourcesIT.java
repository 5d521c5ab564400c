package dev.capstan.application.source.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceFiles.Fetch;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.TarWriter;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.chartaccess.adapter.HttpChartDownloads;
import dev.capstan.chartaccess.adapter.IndexFiles;
import dev.capstan.chartaccess.adapter.SharedIndexes;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.testkit.servers.RegistryServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts and files in a registry that wants a login. */
class RegistrySourcesIT {
    private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private static final String FILES = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String PLAIN = "application/vnd.oci.image.layer.v1.tar";

    @TempDir
    Path folder;

    private final RegistryServer registry = RegistryServer.start(RegistryServer.Access.TOKEN);
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final RegistryClient client = new RegistryClient(http, RegistryLimits.DEFAULT);
    private final ControlPlaneSecrets secrets = new ControlPlaneSecrets();
    private ChartSources charts;
    private OciSources oci;

    @BeforeEach
    void open() throws Exception {
        var places = new ChartPlaces(secrets::repositories, _ -> Optional.empty(), (_, _) -> true);
        var indexes = new SharedIndexes(http, IndexFiles.open(folder.resolve("indexes"), Clock.systemUTC()), 1 << 20);
        var registries = new RegistryCharts(new ClientChartRegistries(client, 1 << 20));
        charts = new ChartSources(
                places,
                new WebCharts(
                        indexes,
                        new RepositoryCharts(new HttpChartDownloads(http), 1 << 20),
                        new ListedInRegistries(places, registries)),
                registries,
                _ -> _ -> new byte[0],
                new RemoteValues(http, _ -> Optional.empty()),
                _ -> {});
        var archives = new ArchiveReader(
                Files.createDirectories(folder.resolve("layers")), new ArchiveLimits(1 << 20, 4 << 20, 100));
        oci = new OciSources(places, client, new OciLayers(archives, 1 << 20, 1 << 20), _ -> {});
    }

    @AfterEach
    void close() {
        http.close();
        registry.close();
    }

    @Test
    void aChartOfARegistryIsFetchedWithTheCredentialsOfItsSecret() {
        push("charts/web", "1.0.0", layer(CHART, Charts.packed("web", "1.0.0")));
        push("charts/web", "1.4.0_b1", layer(CHART, Charts.packed("web", "1.4.0+b1")));
        var source = source(registry.address() + "/charts", "web", "^1");

        assertThat(failed(charts, source, Optional.empty())).contains(registry.address());
        login(registry.address() + "/charts");

        assertThat(charts.of(source, "p", Freshness.NOW)).isEqualTo(new Answer.Known<>("1.4.0+b1"));
        assertThat(((FetchedSource.Chart) fetched(charts, source, Optional.of("1.4.0+b1"))).archive())
                .isEqualTo(Charts.packed("web", "1.4.0+b1"));
    }

    @Test
    void anIndexMayListChartsInARegistry() {
        push("charts/web", "1.0.0", layer(CHART, Charts.packed("web", "1.0.0")));
        try (var server = ChartServer.start()) {
            server.wantsLogin("me", "of the index")
                    .file(
                            "/index.yaml",
                            Indexes.of("web", "1.0.0", "oci://" + registry.address() + "/charts/web:1.0.0"));
            secrets.repository(
                    Map.of("url", server.url(), "type", "helm", "username", "me", "password", "of the index"));
            var source = source(server.url(), "web", "1.0.0");
            assertThat(failed(charts, source, Optional.empty())).contains(registry.address());

            login(registry.address() + "/charts");

            assertThat(((FetchedSource.Chart) fetched(charts, source, Optional.empty())).archive())
                    .isEqualTo(Charts.packed("web", "1.0.0"));
        }
    }

    @Test
    void filesOfAnArtifactHaveTheDigestOfItsManifestAsRevision() throws Exception {
        var digest = push("team/manifests", "v1", layer(FILES, zipped(tar(Map.of("app/a.yaml", "a: 1\n")))));
        login("oci://" + registry.address() + "/team/manifests");
        var source = source("oci://" + registry.address() + "/team/manifests", "", "v1");

        assertThat(oci.of(source, "p", Freshness.NOW)).isEqualTo(new Answer.Known<>(digest.toString()));
        var files = (FetchedSource.Files) fetched(oci, source, Optional.of(digest.toString()));
        assertThat(files.revision()).isEqualTo(digest.toString());
        assertThat(new String(files.tree().read("app/a.yaml"), UTF_8)).isEqualTo("a: 1\n");
    }

    @Test
    void aTagThatMovesIsAnotherRevision() throws Exception {
        login("oci://" + registry.address() + "/m");
        var source = source("oci://" + registry.address() + "/m", "", "latest");
        var first = push("m", "latest", layer(FILES, zipped(tar(Map.of("a", "1")))));
        assertThat(oci.of(source, "p", Freshness.NOW)).isEqualTo(new Answer.Known<>(first.toString()));

        var second = push("m", "latest", layer(FILES, zipped(tar(Map.of("a", "2")))));

        assertThat(oci.of(source, "p", Freshness.KNOWN)).isEqualTo(new Answer.Known<>(first.toString()));
        assertThat(oci.of(source, "p", Freshness.NOW)).isEqualTo(new Answer.Known<>(second.toString()));
        var files = (FetchedSource.Files) fetched(oci, source, Optional.of(first.toString()));
        assertThat(new String(files.tree().read("a"), UTF_8)).isEqualTo("1");
    }

    @Test
    void aConstraintMeansTheHighestTagAndADigestItself() throws Exception {
        login("oci://" + registry.address() + "/m");
        push("m", "1.0.0", layer(FILES, zipped(tar(Map.of("a", "1")))));
        var best = push("m", "1.2.0", layer(FILES, zipped(tar(Map.of("a", "2")))));
        push("m", "2.0.0", layer(FILES, zipped(tar(Map.of("a", "3")))));

        assertThat(oci.of(source("oci://" + registry.address() + "/m", "", ">=1 <2"), "p", Freshness.NOW))
                .isEqualTo(new Answer.Known<>(best.toString()));
        assertThat(oci.of(source("oci://" + registry.address() + "/m", "", "1.x"), "p", Freshness.NOW))
                .isEqualTo(new Answer.Known<>(best.toString()));
        assertThat(oci.of(source("oci://" + registry.address() + "/m", "", best.toString()), "p", Freshness.NOW))
                .isEqualTo(new Answer.Known<>(best.toString()));
        assertThat(oci.of(source("oci://" + registry.address() + "/m", "", ">=9"), "p", Freshness.NOW))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, it -> assertThat(it.why()).contains(">=9"));
    }

    @Test
    void aChartThatIsNamedByItsWholeAddressIsAChart() {
        login("oci://" + registry.address() + "/charts/web");
        var digest = push("charts/web", "1.0.0", layer(CHART, Charts.packed("web", "1.0.0")));
        var source = source("oci://" + registry.address() + "/charts/web", "", "1.0.0");

        var chart = (FetchedSource.Chart) fetched(oci, source, Optional.empty());

        assertThat(chart.revision()).isEqualTo(digest.toString());
        assertThat(chart.archive()).isEqualTo(Charts.packed("web", "1.0.0"));
    }

    @Test
    void archivesThatAreNotCompressedAreReadAndProvenanceIsPassedOver() throws Exception {
        login("oci://" + registry.address() + "/m");
        push(
                "m",
                "1",
                layer(PLAIN, tar(Map.of("a", "1"))),
                layer("application/vnd.in-toto+json", "{}".getBytes(UTF_8)));

        var files = (FetchedSource.Files)
                fetched(oci, source("oci://" + registry.address() + "/m", "", "1"), Optional.empty());

        assertThat(new String(files.tree().read("a"), UTF_8)).isEqualTo("1");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() throws Exception {
        login("oci://" + registry.address() + "/m");
        push("m", "two", layer(PLAIN, tar(Map.of("a", "1"))), layer(FILES, zipped(tar(Map.of("b", "2")))));
        push("m", "none", layer("application/json", "{}".getBytes(UTF_8)));
        push("m", "up", layer(PLAIN, tar(Map.of("../a", "1"))));
        push("m", "large", layer(FILES, zipped(new byte[5 << 20])));

        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "two"), Optional.empty()))
                .contains("2 layers that are archives");
        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "none"), Optional.empty()))
                .contains("0 layers that are archives");
        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "up"), Optional.empty()))
                .contains("cannot be read");
        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "large"), Optional.empty()))
                .contains("4194304 bytes");
        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "nosuch"), Optional.empty()))
                .contains("nosuch");
        assertThat(failed(oci, source("oci://" + registry.address() + "/m", "", "one"), Optional.of("main")))
                .contains("no digest");
    }

    private void login(String url) {
        secrets.repository(Map.of(
                "url",
                url,
                "type",
                url.startsWith("oci://") ? "oci" : "helm",
                "enableOCI",
                "true",
                "username",
                RegistryServer.USER,
                "password",
                RegistryServer.PASSWORD));
    }

    private record Layer(String mediaType, byte[] content) {}

    private static Layer layer(String mediaType, byte[] content) {
        return new Layer(mediaType, content);
    }

    private Digest push(String path, String tag, Layer... layers) {
        var login = new RegistryLogin.Password(RegistryServer.USER, RegistryServer.PASSWORD);
        var repository = client.open(
                new RepositoryName(registry.address(), path),
                RegistryAccess.with(DockerConfig.of(registry.address(), login)),
                Deadline.in(Duration.ofSeconds(30)));
        try {
            var config = repository
                    .pushBlob("application/vnd.oci.empty.v1+json", "{}".getBytes(UTF_8))
                    .orThrow();
            var pushed = new StringBuilder();
            for (var layer : layers) {
                pushed.append(pushed.isEmpty() ? "" : ",")
                        .append(json(repository
                                .pushBlob(layer.mediaType(), layer.content())
                                .orThrow()));
            }
            var manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                    + json(config) + ",\"layers\":[" + pushed + "]}";
            return repository
                    .pushManifest(new Reference.Tag(tag), MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8))
                    .orThrow()
                    .digest();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Descriptor descriptor) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(descriptor.mediaType(), descriptor.digest(), descriptor.size());
    }

    private static byte[] tar(Map<String, String> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarWriter(out)) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                tar.file(file.getKey(), false, content.length, new ByteArrayInputStream(content));
            }
        }
        return out.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static ApplicationSource source(String url, String chart, String revision) {
        return ApplicationSource.of(JsonNodeFactory.instance
                .objectNode()
                .put("repoURL", url)
                .put("chart", chart)
                .put("targetRevision", revision));
    }

    private static FetchedSource fetched(SourceFiles files, ApplicationSource source, Optional<String> revision) {
        return switch (files.fetch(new SourceRequest(source, "p", revision))) {
            case Fetch.Fetched(FetchedSource fetched) -> fetched;
            case Fetch.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private static String failed(SourceFiles files, ApplicationSource source, Optional<String> revision) {
        return switch (files.fetch(new SourceRequest(source, "p", revision))) {
            case Fetch.Fetched(FetchedSource fetched) -> throw new AssertionError("fetched " + fetched);
            case Fetch.Failed(String why) -> why;
        };
    }
}
