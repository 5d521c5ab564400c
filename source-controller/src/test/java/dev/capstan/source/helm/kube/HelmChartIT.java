package dev.capstan.source.helm.kube;

import static dev.capstan.source.kube.SourceObjects.artifact;
import static dev.capstan.source.kube.SourceObjects.condition;
import static dev.capstan.source.kube.SourceObjects.download;
import static dev.capstan.source.kube.SourceObjects.ready;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.Bucket;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.HelmRepositoryStatus;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.source.helm.SignedChart;
import dev.capstan.source.kube.SourceObjects;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.servers.RegistryServer;
import dev.capstan.testkit.servers.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class HelmChartIT {
    private static final String OF_REPOSITORY = "\ninterval: 1h\nsourceRef: {kind: HelmRepository, name: r}";
    private static final String OF_GIT = "\ninterval: 1h\nsourceRef: {kind: GitRepository, name: g}";

    private static final String OF_BUCKET = "\ninterval: 1h\nsourceRef: {kind: Bucket, name: b}";
    private static final String WANTS_PROVENANCE =
            "{\"metadata\":{\"annotations\":{\"capstan.dev/verify-provenance\":\"keys\"}}}";

    private static PackagedController controller;

    @TempDir
    Path root;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @Test
    void offersAChartOfARepository(TestNamespace namespace) throws Exception {
        var packed = Charts.packed("web", "1.2.0");
        try (var server = repository("web", "1.2.0").file("/web-1.2.0.tgz", packed)) {
            repositories(namespace).apply("r", "url: " + server.url());
            var charts = charts(namespace);
            charts.apply("c", "chart: web\nversion: ^1" + OF_REPOSITORY);

            var status = charts.awaitReady("c");

            assertThat(artifact(status).revision().text()).isEqualTo("1.2.0");
            assertThat(artifact(status).path()).isEqualTo("helmchart/" + namespace.name() + "/c/web-1.2.0.tgz");
            assertThat(download(artifact(status).url().text())).isEqualTo(packed);
            assertThat(download(String.valueOf(status.url()))).isEqualTo(packed);
            assertThat(ready(status).reason()).isEqualTo("ChartPullSucceeded");
            assertThat(ready(status).message()).isEqualTo("pulled 'web' chart with version '1.2.0'");
            assertThat(condition(status, Condition.ARTIFACT_IN_STORAGE).reason())
                    .isEqualTo("ChartPullSucceeded");
            assertThat(status.observedChartName()).isEqualTo("web");
            assertThat(status.observedSourceArtifactRevision())
                    .isEqualTo(artifact(repositories(namespace).awaitReady("r"))
                            .revision()
                            .text());
            assertThat(charts.event("c", "ChartPullSucceeded").getMessage())
                    .isEqualTo("pulled 'web' chart with version '1.2.0'");
        }
    }

    @Test
    void aNewVersionInTheIndexIsFollowedAtOnce(TestNamespace namespace) {
        try (var server = repository("web", "1.0.0").file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0"))) {
            repositories(namespace).apply("r", "url: " + server.url() + "\ninterval: 1h");
            var charts = charts(namespace);
            charts.apply("c", "chart: web\nversion: 1.x" + OF_REPOSITORY);
            charts.awaitReady("c");
            server.file("/web-1.1.0.tgz", Charts.packed("web", "1.1.0"));
            var index = Indexes.of("web", "1.0.0", "web-1.0.0.tgz");
            server.file("/index.yaml", Indexes.and(index, "web", "1.1.0", "web-1.1.0.tgz"));

            repositories(namespace).request("r", "now");

            charts.await("c", status -> artifact(status).revision().text().equals("1.1.0"));
            assertThat(server.askedFor("/web-1.0.0.tgz")).hasSize(1);
        }
    }

    @Test
    void aMissingVersionIsStalledUntilTheIndexHasIt(TestNamespace namespace) {
        try (var server = repository("web", "1.0.0").file("/web-2.0.0.tgz", Charts.packed("web", "2.0.0"))) {
            repositories(namespace).apply("r", "url: " + server.url() + "\ninterval: 1h");
            var charts = charts(namespace);
            charts.apply("c", "chart: web\nversion: 2.0.0" + OF_REPOSITORY);

            var stalled = charts.awaitReason("c", "InvalidChartReference");
            assertThat(condition(stalled, Condition.STALLED).holds()).isTrue();
            assertThat(condition(stalled, Condition.FETCH_FAILED).holds()).isTrue();
            server.file("/index.yaml", Indexes.of("web", "2.0.0", "web-2.0.0.tgz"));
            repositories(namespace).request("r", "now");

            charts.awaitReady("c");
        }
    }

    @Test
    void credentialsGoToTheServerOfTheRepositoryOnly(TestNamespace namespace) {
        var packed = Charts.packed("web", "1.0.0");
        try (var elsewhere = ChartServer.start().file("/web.tgz", packed);
                var server = ChartServer.start()
                        .wantsLogin("me", "secret")
                        .file("/index.yaml", Indexes.of("web", "1.0.0", elsewhere.url() + "/web.tgz"))) {
            var repositories = repositories(namespace);
            repositories.secret("login", Map.of("username", "me", "password", "secret"));
            repositories.apply("r", "url: " + server.url() + "\nsecretRef: {name: login}");
            var charts = charts(namespace);
            charts.apply("one", "chart: web" + OF_REPOSITORY);
            charts.awaitReady("one");
            assertThat(elsewhere.asked())
                    .singleElement()
                    .satisfies(it -> assertThat(it.login()).isEmpty());

            repositories.apply("r", "url: " + server.url() + "\nsecretRef: {name: login}\npassCredentials: true");
            repositories.awaitReady("r");
            charts.apply("two", "chart: web" + OF_REPOSITORY);
            charts.awaitReady("two");

            assertThat(elsewhere.asked().getLast().login()).isPresent();
        }
    }

    @Test
    void packsAChartOfAGitRepositoryWithItsDependencies(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        var commit = repository.commit(
                "First",
                Map.of(
                        "charts/web/Chart.yaml", Charts.yaml("web", "1.0.0") + """
                        dependencies:
                        - {name: lib, version: ^1, repository: "file://../lib"}
                        """,
                        "charts/web/values.yaml", "replicas: 1\n",
                        "charts/web/.helmignore", "*.md\n",
                        "charts/web/README.md", "read me",
                        "charts/lib/Chart.yaml", Charts.yaml("lib", "1.5.0"),
                        "prod.yaml", "replicas: 3\n"));
        try (var git = GitBackendServer.serve(root)) {
            git(namespace).apply("g", "url: \"" + git.url("config") + "\"\ninterval: 1h\nref: {branch: main}");
            var charts = charts(namespace);
            charts.apply(
                    "c",
                    "chart: ./charts/web\nreconcileStrategy: Revision\nvaluesFiles: [charts/web/values.yaml,"
                            + " prod.yaml, nosuch.yaml]\nignoreMissingValuesFiles: true" + OF_GIT);

            var status = charts.awaitReady("c");

            var version = "1.0.0+" + commit.substring(0, 12) + ".1";
            assertThat(artifact(status).revision().text()).isEqualTo(version);
            assertThat(ready(status).reason()).isEqualTo("ChartPackageSucceeded");
            assertThat(ready(status).message())
                    .isEqualTo("packaged 'web' chart with version '" + version
                            + "' and merged values files [charts/web/values.yaml prod.yaml]");
            assertThat(status.observedValuesFiles()).containsExactly("charts/web/values.yaml", "prod.yaml");
            assertThat(status.observedSourceArtifactRevision()).isEqualTo("main@sha1:" + commit);
            assertThat(Charts.files(download(artifact(status).url().text())))
                    .containsEntry("web/values.yaml", "replicas: 3\n")
                    .containsKeys("web/Chart.yaml", "web/charts/lib/Chart.yaml", "web/.helmignore")
                    .doesNotContainKey("web/README.md");
        }
    }

    @Test
    void aPushThatChangesNoVersionMakesNoNewArtifact(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit("First", Map.of("web/Chart.yaml", Charts.yaml("web", "1.0.0"), "web/values.yaml", "a: 1\n"));
        try (var git = GitBackendServer.serve(root)) {
            git(namespace).apply("g", "url: \"" + git.url("config") + "\"\ninterval: 1h\nref: {branch: main}");
            var charts = charts(namespace);
            charts.apply("c", "chart: web" + OF_GIT);
            var first = charts.awaitReady("c");

            var second = repository.commit("Second", Map.of("web/values.yaml", "a: 2\n"));
            git(namespace).request("g", "one");

            var same = charts.await(
                    "c", status -> ("main@sha1:" + second).equals(status.observedSourceArtifactRevision()));
            assertThat(same.artifact()).isEqualTo(first.artifact());
            repository.commit("Third", Map.of("web/Chart.yaml", Charts.yaml("web", "1.0.1")));
            git(namespace).request("g", "two");

            charts.await("c", status -> artifact(status).revision().text().equals("1.0.1"));
        }
    }

    @Test
    void h048_whatLiesOutsideOfTheSourceIsRefused(TestNamespace namespace) throws Exception {
        var repository = ScratchRepository.create(root, "config");
        repository.commit(
                "First",
                Map.of(
                        "web/Chart.yaml",
                        Charts.yaml("web", "1.0.0")
                                + "dependencies: [{name: x, version: '*', repository: 'file://../../x'}]\n"));
        try (var git = GitBackendServer.serve(root)) {
            git(namespace).apply("g", "url: \"" + git.url("config") + "\"\ninterval: 1h\nref: {branch: main}");
            var charts = charts(namespace);
            charts.apply("dependency", "chart: web" + OF_GIT);
            charts.apply("values", "chart: web\nvaluesFiles: [../../../etc/passwd]" + OF_GIT);
            charts.apply("path", "chart: ../../etc" + OF_GIT);

            var dependency = charts.awaitReason("dependency", "DependencyBuildError");
            assertThat(condition(dependency, Condition.BUILD_FAILED).holds()).isTrue();
            assertThat(condition(dependency, Condition.FETCH_FAILED).holds()).isFalse();
            var values = charts.awaitReason("values", "ValuesFilesError");
            assertThat(condition(values, Condition.STALLED).holds()).isTrue();
            assertThat(ready(values).message()).doesNotContain("root:");
            var path = charts.awaitReason("path", "InvalidChartReference");
            assertThat(condition(path, Condition.STALLED).holds()).isTrue();
        }
    }

    @Test
    void s096_aChartThatMustBeVerifiedAndCannotBeIsNotOffered(TestNamespace namespace) {
        try (var server = repository("web", "1.0.0").file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0"))) {
            repositories(namespace).apply("r", "url: " + server.url());
            var charts = charts(namespace);
            charts.apply("c", "chart: web\nverify: {provider: cosign}" + OF_REPOSITORY);

            var failed = charts.awaitReason("c", "VerificationError");

            assertThat(condition(failed, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
            assertThat(failed.artifact()).isNull();
            assertThat(server.askedFor("/web-1.0.0.tgz")).isEmpty();
        }
    }

    @Test
    void s096_aChartWhoseAuthorMustHaveSignedItIsOfferedOnlyThen(TestNamespace namespace) throws Exception {
        try (var server = repository("web", "1.2.0").file("/web-1.2.0.tgz", SignedChart.archive())) {
            repositories(namespace).apply("r", "url: " + server.url() + "\ninterval: 1h");
            var charts = charts(namespace);
            charts.apply("c", "chart: web" + OF_REPOSITORY);
            var before = charts.awaitReady("c");
            charts.secret("keys", Map.of("author.asc", new String(SignedChart.key(), UTF_8)));

            charts.patch("c", WANTS_PROVENANCE);

            var refused = charts.awaitReason("c", "VerificationError");
            assertThat(condition(refused, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
            assertThat(ready(refused).message()).contains("there is no provenance file");
            assertThat(refused.artifact()).isEqualTo(before.artifact());

            server.file("/web-1.2.0.tgz.prov", SignedChart.provenance());

            var verified = charts.awaitReady("c");
            assertThat(condition(verified, Condition.SOURCE_VERIFIED).holds()).isTrue();
            assertThat(condition(verified, Condition.SOURCE_VERIFIED).message())
                    .isEqualTo(
                            "verified the provenance of 'web-1.2.0.tgz' with key '99511782132DD87D' of Secret 'keys'");
            assertThat(download(artifact(verified).url().text())).isEqualTo(SignedChart.archive());

            server.file("/web-1.3.0.tgz", Charts.packed("web", "1.3.0"));
            server.file("/web-1.3.0.tgz.prov", SignedChart.provenance());
            server.file("/index.yaml", Indexes.of("web", "1.3.0", "web-1.3.0.tgz"));
            repositories(namespace).request("r", "now");

            var kept = charts.awaitReason("c", "VerificationError");
            assertThat(ready(kept).message()).endsWith("it names no file 'web-1.3.0.tgz'");
            assertThat(artifact(kept).revision().text()).isEqualTo("1.2.0");
        }
    }

    @Test
    void offersChartsOfABucket(TestNamespace namespace) throws Exception {
        try (var s3 = S3Server.startForEverybody()) {
            s3.put(Map.of("charts/web/Chart.yaml", Charts.yaml("web", "1.0.0"), "charts/web/values.yaml", "a: 1\n"));
            s3.put("packed/web-1.2.0.tgz", SignedChart.archive());
            s3.put("packed/web-1.2.0.tgz.prov", SignedChart.provenance());
            new SourceObjects<Bucket, BucketStatus>(namespace, Bucket.class)
                    .apply("b", "bucketName: config\nendpoint: " + s3.address() + "\ninsecure: true\ninterval: 1h");
            var charts = charts(namespace);
            charts.secret("keys", Map.of("author.asc", new String(SignedChart.key(), UTF_8)));
            charts.apply("folder", "chart: charts/web" + OF_BUCKET);
            charts.apply("packed", "chart: packed/web-1.2.0.tgz" + OF_BUCKET);
            charts.patch("packed", WANTS_PROVENANCE);

            var folder = charts.awaitReady("folder");
            var packed = charts.await(
                    "packed",
                    status -> condition(status, Condition.SOURCE_VERIFIED).holds());

            assertThat(artifact(folder).revision().text()).isEqualTo("1.0.0");
            assertThat(folder.observedSourceArtifactRevision()).startsWith("sha256:");
            assertThat(Charts.files(download(artifact(folder).url().text())))
                    .containsOnlyKeys("web/Chart.yaml", "web/values.yaml");
            assertThat(download(artifact(packed).url().text())).isEqualTo(SignedChart.archive());

            s3.put("charts/web/Chart.yaml", Charts.yaml("web", "1.0.1"));
            new SourceObjects<Bucket, BucketStatus>(namespace, Bucket.class).request("b", "now");

            charts.await("folder", status -> artifact(status).revision().text().equals("1.0.1"));
        }
    }

    @Test
    void aMissingSourceIsWaitedFor(TestNamespace namespace) {
        var charts = charts(namespace);
        charts.apply("c", "chart: web" + OF_REPOSITORY);
        charts.awaitReason("c", "SourceUnavailable");

        try (var server = repository("web", "1.0.0").file("/web-1.0.0.tgz", Charts.packed("web", "1.0.0"))) {
            repositories(namespace).apply("r", "url: " + server.url());

            charts.awaitReady("c");
        }
    }

    @Test
    void offersAChartOfARegistry(TestNamespace namespace) throws Exception {
        var packed = Charts.packed("web", "1.2.0+build.5");
        try (var registry = RegistryServer.start(RegistryServer.Access.TOKEN);
                var http = new OutboundHttp(AddressRule.LOCAL)) {
            push(http, registry, "web", "1.1.0", Charts.packed("web", "1.1.0"));
            push(http, registry, "web", "1.2.0_build.5", packed);
            push(http, registry, "web", "latest", packed);
            var repositories = repositories(namespace);
            repositories.secret("login", Map.of(".dockerconfigjson", registry.dockerConfig()));
            repositories.apply(
                    "r", "url: oci://" + registry.address() + "/charts\ntype: oci\nsecretRef: {name: login}");
            var charts = charts(namespace);
            charts.apply("c", "chart: web\nversion: ^1" + OF_REPOSITORY);
            charts.apply("exact", "chart: web\nversion: 1.1.0" + OF_REPOSITORY);
            charts.apply("gone", "chart: web\nversion: 3.0.0" + OF_REPOSITORY);

            var status = charts.awaitReady("c");

            assertThat(artifact(status).revision().text()).isEqualTo("1.2.0+build.5");
            assertThat(download(artifact(status).url().text())).isEqualTo(packed);
            assertThat(Digest.sha256(packed))
                    .hasToString(artifact(status).digest().text());
            assertThat(artifact(charts.awaitReady("exact")).revision().text()).isEqualTo("1.1.0");
            var missing = charts.awaitReason("gone", "ChartPullError");
            assertThat(condition(missing, Condition.STALLED).holds()).isFalse();
        }
    }

    @Test
    void aChartThatIsStalledByItsRegistryIsWokenWhenThatIsCorrected(TestNamespace namespace) throws Exception {
        try (var registry = RegistryServer.start(RegistryServer.Access.TOKEN);
                var http = new OutboundHttp(AddressRule.LOCAL)) {
            push(http, registry, "web", "1.0.0", Charts.packed("web", "1.0.0"));
            var repositories = repositories(namespace);
            repositories.secret("login", Map.of(".dockerconfigjson", registry.dockerConfig()));
            var place = "url: oci://" + registry.address() + "/charts\ntype: oci\n";
            repositories.apply("r", place + "provider: gcp");
            var charts = charts(namespace);
            charts.apply("c", "chart: web" + OF_REPOSITORY);
            var stalled = charts.awaitReason("c", "InvalidProviderConfiguration");
            assertThat(condition(stalled, Condition.STALLED).holds()).isTrue();

            repositories.apply("r", place + "secretRef: {name: login}");

            charts.awaitReady("c");
        }
    }

    private static void push(OutboundHttp http, RegistryServer registry, String chart, String tag, byte[] archive)
            throws Exception {
        var name = RepositoryName.parse("oci://" + registry.address() + "/charts/" + chart)
                .orThrow();
        var access = RegistryAccess.with(
                DockerConfig.parse(registry.dockerConfig().getBytes(UTF_8)).orThrow());
        var repository = new RegistryClient(http, RegistryLimits.DEFAULT)
                .open(name, access, Deadline.in(Duration.ofSeconds(30)));
        var config = repository
                .pushBlob("application/vnd.cncf.helm.config.v1+json", "{}".getBytes(UTF_8))
                .orThrow();
        var layer = repository
                .pushBlob("application/vnd.cncf.helm.chart.content.v1.tar+gzip", archive)
                .orThrow();
        var manifest = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},\
                "layers":[{"mediaType":"%s","digest":"%s","size":%d}]}""".formatted(
                        MediaTypes.OCI_MANIFEST,
                        config.mediaType(),
                        config.digest(),
                        config.size(),
                        layer.mediaType(),
                        layer.digest(),
                        layer.size());
        repository
                .pushManifest(Reference.tag(tag).orElseThrow(), MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8))
                .orThrow();
    }

    private static ChartServer repository(String chart, String version) {
        return ChartServer.start().file("/index.yaml", Indexes.of(chart, version, chart + "-" + version + ".tgz"));
    }

    private static SourceObjects<HelmRepository, HelmRepositoryStatus> repositories(TestNamespace namespace) {
        return new SourceObjects<>(namespace, HelmRepository.class);
    }

    private static SourceObjects<HelmChart, HelmChartStatus> charts(TestNamespace namespace) {
        return new SourceObjects<>(namespace, HelmChart.class);
    }

    private static SourceObjects<GitRepository, GitRepositoryStatus> git(TestNamespace namespace) {
        return new SourceObjects<>(namespace, GitRepository.class);
    }
}
