package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.http.HttpFailure;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.tree.InMemoryTree;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is the same for every update of a chart: the storage is a real one; repositories, registries and the namespace
 * have what a test puts in.
 */
abstract class HelmChartScenario {
    static final String REPOSITORY = "https://charts.test";
    static final String COMMIT = "main@sha1:0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    final Map<String, byte[]> served = new HashMap<>();
    final List<String> downloads = new ArrayList<>();
    final List<RepositoryAccess> accesses = new ArrayList<>();
    final FakeChartSources sources = new FakeChartSources();
    final FakeChartRegistries registries = new FakeChartRegistries();
    final Map<String, String> remoteIndexes = new HashMap<>();
    FileSystemArtifactStore store;
    HelmChartUpdate update;

    @BeforeEach
    void open() throws Exception {
        store = FileSystemArtifactStore.open(
                folder.resolve("artifacts"), 1L << 30, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        update = new HelmChartUpdate(
                sources,
                this::index,
                this::download,
                registries,
                new SecretAccess((_, name) -> new SecretValues(
                        name,
                        Map.of(
                                "username", "me".getBytes(UTF_8),
                                "password", "secret".getBytes(UTF_8),
                                "author.asc", SignedChart.key()))),
                (place, _) -> AccessResult.success(
                        DockerConfig.of(place.registry(), new RegistryLogin.Password(place.provider(), "token"))),
                store,
                new ChartBuilder(
                        new ChartArchive(Files.createDirectories(folder.resolve("unpacked")), ChartLimits.DEFAULT)),
                InstantSource.fixed(Instant.parse("2026-12-01T00:00:00Z")));
    }

    final void repository(String index) {
        var owner = new ArtifactOwner("helmrepository", "ns", "r");
        var result = store.storeFile(owner, "index.yaml", out -> out.write(index.getBytes(UTF_8)));
        var stored = ((StoreResult.Stored) result).artifact();
        sources.source = Optional.of(new ChartSource.Repository(
                repositorySpec(REPOSITORY, ""), artifact(stored.path(), stored.digest(), "sha256:index")));
    }

    static HelmRepositorySpec repositorySpec(String url, String more) {
        return Serialization.unmarshal("url: '" + url + "'\n" + more, HelmRepositorySpec.class);
    }

    final void files(String path, Map<String, String> content) {
        files(path, content, COMMIT);
    }

    final void files(String path, Map<String, String> content, String revision) {
        files(path, content, revision, "");
    }

    final void files(String path, Map<String, String> content, String revision, String metadata) {
        var tree = InMemoryTree.builder().file(path + "/Chart.yaml", Charts.yaml("web", "1.0.0") + metadata);
        content.forEach((name, text) -> tree.file(path + "/" + name, text));
        sources.files = tree.build();
        sources.source = Optional.of(new ChartSource.Files(
                "GitRepository",
                artifact("gitrepository/ns/g/x.tar.gz", new ArtifactDigest("sha256:" + "0".repeat(64)), revision)));
    }

    private static Artifact artifact(String path, ArtifactDigest digest, String revision) {
        return new Artifact(
                digest, path, new ArtifactUrl("http://x/" + path), new ArtifactRevision(revision), "", 1L, Map.of());
    }

    static HelmChart chart(String spec) {
        return chart(spec, "HelmRepository");
    }

    static HelmChart chart(String spec, String kind) {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmChart
                metadata: {name: c, namespace: ns, generation: 4}
                spec:
                  interval: 1m
                  sourceRef: {kind: %s, name: s}
                """.formatted(kind) + spec.indent(2), HelmChart.class);
    }

    static Condition inStorage(long generation) {
        return Condition.isTrue(
                Condition.ARTIFACT_IN_STORAGE, Reason.CHART_PULL_SUCCEEDED, "", generation, Instant.EPOCH);
    }

    static void settle(HelmChart chart, UpdateOutcome.Published<ChartFacts> published) {
        settle(chart, published, 4);
    }

    static void settle(HelmChart chart, UpdateOutcome.Published<ChartFacts> published, long generation) {
        var stored = published.artifact().stored();
        var facts = published.facts();
        chart.setStatus(HelmChartStatus.INITIAL
                .with(new CommonStatus(4, List.of(inStorage(generation)), null))
                .withArtifact(artifact(
                        stored.path(),
                        stored.digest(),
                        published.artifact().revision().text()))
                .observing(facts.chartName(), facts.sourceRevision().orElse(null), facts.valuesFiles()));
    }

    static ChartRequest request(HelmChart chart) {
        var status = chart.getStatus();
        return new ChartRequest(
                chart.ref(),
                4,
                chart.annotations(),
                chart.getSpec(),
                status == null ? HelmChartStatus.INITIAL : status);
    }

    final UpdateOutcome.Published<ChartFacts> published(HelmChart chart) {
        return switch (update.run(request(chart))) {
            case UpdateOutcome.Published<ChartFacts> published -> published;
            case UpdateOutcome.Failed<ChartFacts>(var failure, var _) -> throw new AssertionError(failure.message());
            case UpdateOutcome.UpToDate<ChartFacts> same -> throw new AssertionError("up to date: " + same.revision());
        };
    }

    final SourceFailure failure(HelmChart chart) {
        return switch (update.run(request(chart))) {
            case UpdateOutcome.Failed<ChartFacts>(var failure, var _) -> failure;
            case UpdateOutcome<ChartFacts> other -> throw new AssertionError("did not fail: " + other);
        };
    }

    final Map<String, String> filesOf(UpdateOutcome.Published<ChartFacts> published) {
        try (var in = store.open(published.artifact().stored().path())) {
            return Charts.files(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ChartAccessResult<RepositoryIndexes.Index> index(RepositoryAccess access) {
        accesses.add(access);
        var text = remoteIndexes.get(access.url().uri().toString().replaceFirst("/$", ""));
        return text == null
                ? ChartAccessResult.failed(
                        new ChartAccessFailure.IndexRefused(access.url().toString(), 404, false))
                : ChartAccessResult.success(new RepositoryIndexes.Index(
                        "sha256:x", text.length(), () -> new ByteArrayInputStream(text.getBytes(UTF_8))));
    }

    private ChartAccessResult<byte[]> download(RepositoryAccess access, URI place, long longest) {
        downloads.add(place.toString());
        accesses.add(access);
        var content = served.get(place.toString());
        return content == null
                ? ChartAccessResult.failed(new ChartAccessFailure.ChartRefused(place.toString(), 404))
                : content.length > longest
                        ? ChartAccessResult.failed(new ChartAccessFailure.ChartUnreachable(
                                place.toString(), new HttpFailure.AnswerTooLong(place.getHost(), longest)))
                        : ChartAccessResult.success(content);
    }
}
