package dev.capstan.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.ChartSourceRef;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.HelmChartStatus;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.digest.Digest;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.verification.VerificationRequest;
import dev.capstan.tree.FileTree;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmChartUpdateTest {
    private static final String REPOSITORY = "https://charts.test";
    private static final String COMMIT = "main@sha1:0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private final Map<String, byte[]> served = new HashMap<>();
    private final List<String> downloads = new ArrayList<>();
    private final List<RepositoryAccess> accesses = new ArrayList<>();
    private final List<HelmRepositorySpec> known = new ArrayList<>();
    private final FakeRegistries registries = new FakeRegistries();
    private final AtomicInteger listings = new AtomicInteger();
    private final Map<String, String> remoteIndexes = new HashMap<>();
    private Optional<ChartSource> source = Optional.empty();
    private FileTree files = InMemoryTree.of(Map.of());
    private FileSystemArtifactStore store;
    private HelmChartUpdate update;

    @BeforeEach
    void open() throws Exception {
        store = FileSystemArtifactStore.open(
                folder.resolve("artifacts"), 1L << 30, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        update = new HelmChartUpdate(
                new FakeSources(),
                this::index,
                this::download,
                registries,
                new SecretAccess((_, name) -> new SecretValues(
                        name,
                        Map.of(
                                "username", "me".getBytes(UTF_8),
                                "password", "secret".getBytes(UTF_8),
                                "author.asc", SignedChart.key()))),
                (place, _) -> SourceResult.success(
                        DockerConfig.of(place.registry(), new RegistryLogin.Password(place.provider(), "token"))),
                store,
                new ChartBuilder(
                        new ChartArchive(Files.createDirectories(folder.resolve("unpacked")), ChartLimits.DEFAULT)),
                InstantSource.fixed(Instant.parse("2026-12-01T00:00:00Z")));
    }

    @Test
    void offersTheHighestVersionOfARepositoryAsItIs() {
        repository(Indexes.and(Indexes.of("web", "1.0.0", "a.tgz"), "web", "1.1.0", "b.tgz"));
        served.put(REPOSITORY + "/b.tgz", Charts.packed("web", "1.1.0"));

        var published = published(chart("chart: web"));

        assertThat(published.artifact().revision().text()).isEqualTo("1.1.0");
        assertThat(published.artifact().message()).isEqualTo("pulled 'web' chart with version '1.1.0'");
        assertThat(published.artifact().stored().digest().text())
                .isEqualTo(Digest.sha256(Charts.packed("web", "1.1.0")).toString());
        assertThat(published.artifact().stored().path()).isEqualTo("helmchart/ns/c/web-1.1.0.tgz");
        assertThat(published.facts().chartName()).isEqualTo("web");
        assertThat(published.facts().sourceRevision()).contains("sha256:index");
        assertThat(published.facts().summary().orElseThrow().reason()).isEqualTo(Reason.CHART_PULL_SUCCEEDED);
    }

    @Test
    void aRegistryOfACloudIsEnteredByTheProvider() {
        registries.versions.put("1.0.0", Charts.packed("web", "1.0.0"));
        source = Optional.of(
                new ChartSource.Registry(repositorySpec("oci://registry.test/charts", "type: oci\nprovider: gcp")));

        published(chart("chart: web"));

        assertThat(registries.charts)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.access().logins().loginFor(it.name()))
                        .isEqualTo(new RegistryLogin.Password("gcp", "token")));
    }

    @Test
    void aVersionThatIsStoredIsNotFetchedAgain() {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));
        var chart = chart("chart: web");
        settle(chart, published(chart));

        var outcome = update.run(request(chart));

        assertThat(outcome).isInstanceOf(UpdateOutcome.UpToDate.class);
        assertThat(downloads).hasSize(1);
    }

    @Test
    void anIndexThatDidNotChangeIsNotRead() throws Exception {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));
        var chart = chart("chart: web");
        settle(chart, published(chart));
        Files.delete(folder.resolve("artifacts/helmrepository/ns/r/index.yaml"));

        assertThat(update.run(request(chart)))
                .isInstanceOfSatisfying(
                        UpdateOutcome.UpToDate.class,
                        it -> assertThat(it.facts())
                                .isEqualTo(Optional.of(new ChartFacts(
                                        "web", Optional.of("sha256:index"), List.of(), Optional.empty()))));
    }

    @Test
    void otherValuesMakeAPackageOfTheGeneration() {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0", Map.of("prod.yaml", "replicas: 3\n")));

        var published = published(chart("chart: web\nvaluesFiles: [prod.yaml]"));

        assertThat(published.artifact().revision().text()).isEqualTo("1.0.0+4");
        assertThat(published.artifact().message())
                .isEqualTo("packaged 'web' chart with version '1.0.0+4' and merged values files [prod.yaml]");
        assertThat(published.artifact().stored().path()).isEqualTo("helmchart/ns/c/web-1.0.0+4.tgz");
        assertThat(filesOf(published)).containsEntry("web/values.yaml", "replicas: 3\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'chart: nosuch',               no chart 'nosuch'",
        "'chart: web\nversion: \">2\"', no version of chart 'web' matches '>2'",
        "'chart: web\nversion: abc',    not a version range"
    })
    void whatIsNotInTheIndexIsStalled(String spec, String why) {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));

        var failure = failure(chart(spec));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID_CHART_REFERENCE);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.step()).isEqualTo(SourceStep.FETCH);
        assertThat(failure.message()).contains(why);
    }

    @Test
    void o020_anArchiveWithAnotherDigestIsRefused() {
        repository("apiVersion: v1\nentries:\n  web:\n  - {name: web, version: 1.0.0, urls: [a.tgz], digest: \""
                + "0".repeat(64) + "\"}\n");
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));

        assertThat(failure(chart("chart: web"))).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.CHART_PULL_ERROR);
            assertThat(failure.message()).contains("the index says " + "0".repeat(64));
        });
    }

    @Test
    void s096_aChartThatCannotBeVerifiedIsRefused() {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));

        var failure = failure(chart("chart: web\nverify: {provider: cosign}"));

        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(downloads).isEmpty();
    }

    @Test
    void s096_signaturesOfAChartAmongTheFilesOfASourceAreRefused() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        var chart = chart("chart: web", "GitRepository");
        settle(chart, published(chart));

        var failure = failure(withStatusOf(chart, chart("chart: web\nverify: {provider: cosign}", "GitRepository")));

        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        assertThat(failure.message()).contains("this chart is in a GitRepository");
    }

    @Test
    void aChartOfARegistryIsFetchedWithTheVerificationThatTheSpecAsksFor() {
        registry("1.0.0");

        var published = published(chart("chart: web\nverify: {provider: cosign, secretRef: {name: keys}}"));

        assertThat(published.artifact().verified()).contains("verified with cosign");
        assertThat(registries.pulls)
                .containsExactly(Optional.of(
                        new VerificationRequest("ns", "cosign", Optional.of("keys"), List.of(), Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({"web, 1.0.0, 1.1.0", "other, 1.1.0, 1.1.0", "web, 1.1.0+a, 1.1.0+b"})
    void s094_aSignedChartUnderTheTagOrInTheRepositoryOfAnotherIsRefused(String name, String version, String tag) {
        registry("1.0.0");
        registries.versions.put(tag, Charts.packed(name, version));
        var asked = "chart: web\nvaluesFiles: [values.yaml]\nversion: " + tag;

        published(chart(asked));
        var failure = failure(chart(asked + "\nverify: {provider: cosign, secretRef: {name: keys}}"));

        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.WITH_BACKOFF);
        assertThat(failure.buildFailure()).contains(Reason.CHART_VERIFICATION_ERROR);
        assertThat(failure.message())
                .contains("what was signed is version " + version + " of chart '" + name + "', and not version " + tag);
    }

    @Test
    void aSignedChartInAFolderOfItsRegistryIsVerified() {
        registry("1.0.0");

        assertThat(published(chart("chart: group/web\nverify: {provider: cosign, secretRef: {name: keys}}"))
                        .artifact()
                        .verified())
                .isPresent();
    }

    @Test
    void aStoredChartIsVerifiedAgainUntilThatSucceeds() {
        registry("1.0.0");
        var chart = chart("chart: web\nverify: {provider: cosign, secretRef: {name: keys}}");
        settle(chart, published(chart));

        published(chart);
        var status = chart.getStatus();
        chart.setStatus(status.with(status.common()
                .withConditions(Conditions.of(status.conditions())
                        .with(Condition.isTrue(Condition.SOURCE_VERIFIED, Reason.SUCCEEDED, "", 4, Instant.EPOCH)))));

        assertThat(update.run(request(chart))).isInstanceOf(UpdateOutcome.UpToDate.class);
        assertThat(registries.pulls).hasSize(2);
    }

    @Test
    void aSignedChartIsVerifiedBeforeItIsChanged() {
        signed();
        var chart = verified(chart("chart: web\nvaluesFiles: [values.yaml]"));

        var published = published(chart);

        assertThat(published.artifact().revision().text()).isEqualTo("1.2.0+4");
        assertThat(published.artifact().verified())
                .contains("verified the provenance of 'web-1.2.0.tgz' with key '99511782132DD87D' of Secret 'keys'");
        assertThat(downloads).containsExactly(REPOSITORY + "/web-1.2.0.tgz", REPOSITORY + "/web-1.2.0.tgz.prov");
    }

    @Test
    void s096_aChartWithoutItsProvenanceFileIsRefused() {
        signed();
        served.remove(REPOSITORY + "/web-1.2.0.tgz.prov");

        var failure = failure(verified(chart("chart: web")));

        assertThat(failure.step()).isEqualTo(SourceStep.VERIFY);
        assertThat(failure.reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(failure.message()).contains("there is no provenance file at").contains("(HTTP 404)");
    }

    @Test
    void anOldArchiveUnderTheNameOfANewVersionIsRefused() {
        signed();
        repository(Indexes.of("web", "1.3.0", "web-1.2.0.tgz"));

        assertThat(failure(verified(chart("chart: web"))).message())
                .contains("it is about version 1.2.0 of chart 'web'");
    }

    @Test
    void aChartThatWasStoredBeforeVerificationWasAskedForIsVerified() {
        signed();
        var chart = chart("chart: web");
        settle(chart, published(chart));
        served.put(REPOSITORY + "/web-1.2.0.tgz.prov", "none".getBytes(UTF_8));

        assertThat(failure(verified(chart)).reason()).isEqualTo(Reason.VERIFICATION_ERROR);
    }

    @Test
    void whatWasVerifiedIsNotFetchedAgainUntilAnotherSecretIsNamed() {
        signed();
        var chart = verified(chart("chart: web"));
        var first = published(chart);
        settle(chart, first);
        var status = chart.getStatus();
        chart.setStatus(status.with(new CommonStatus(
                4,
                List.of(
                        inStorage(4),
                        Condition.isTrue(
                                Condition.SOURCE_VERIFIED,
                                Reason.SUCCEEDED,
                                first.artifact().verified().orElseThrow(),
                                4,
                                Instant.EPOCH)),
                null)));

        assertThat(update.run(request(chart))).isInstanceOf(UpdateOutcome.UpToDate.class);
        chart.getMetadata().setAnnotations(Map.of(ProvenancePolicy.KEYS, "others"));
        assertThat(published(chart).artifact().verified())
                .hasValueSatisfying(it -> assertThat(it).endsWith("of Secret 'others'"));
    }

    @Test
    void aSignedChartAmongTheFilesOfASourceIsVerified() {
        packed("charts/web-1.2.0.tgz", SignedChart.archive(), Optional.of(SignedChart.provenance()));
        assertThat(published(verified(chart("chart: charts/web-1.2.0.tgz", "GitRepository")))
                        .artifact()
                        .verified())
                .isPresent();

        packed("charts/web-1.2.0.tgz", SignedChart.archive(), Optional.empty());
        assertThat(failure(verified(chart("chart: charts/web-1.2.0.tgz", "Bucket")))
                        .message())
                .endsWith("there is no file 'web-1.2.0.tgz.prov' beside it");

        packed("charts/web-1.2.0.tgz", Charts.packed("web", "1.2.0"), Optional.of(SignedChart.provenance()));
        assertThat(failure(verified(chart("chart: charts/web-1.2.0.tgz", "GitRepository")))
                        .message())
                .contains("which is not the signed one");
    }

    @Test
    void whereNoProvenanceFileCanBeTheRuleRefuses() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        assertThat(failure(verified(chart("chart: web", "GitRepository")))).satisfies(failure -> {
            assertThat(failure.message()).contains("'web' is a folder");
            assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
        });

        source = Optional.of(new ChartSource.Registry(repositorySpec("oci://registry.test/charts", "type: oci")));
        assertThat(failure(verified(chart("chart: web"))).message()).contains("there is spec.verify");
    }

    @Test
    void anAnnotationThatIsMisspeltRefuses() {
        signed();
        var chart = chart("chart: web");
        chart.getMetadata().setAnnotations(Map.of("capstan.dev/verify-provenence", "keys"));

        assertThat(failure(chart).reason()).isEqualTo(Reason.VERIFICATION_ERROR);
        assertThat(downloads).isEmpty();
    }

    private void signed() {
        repository(Indexes.of("web", "1.2.0", "web-1.2.0.tgz"));
        served.put(REPOSITORY + "/web-1.2.0.tgz", SignedChart.archive());
        served.put(REPOSITORY + "/web-1.2.0.tgz.prov", SignedChart.provenance());
    }

    private static HelmChart verified(HelmChart chart) {
        chart.getMetadata().setAnnotations(Map.of(ProvenancePolicy.KEYS, "keys"));
        return chart;
    }

    private void packed(String path, byte[] archive, Optional<byte[]> provenance) {
        var tree = InMemoryTree.builder().file(path, archive);
        provenance.ifPresent(it -> tree.file(path + ".prov", it));
        files("x", Map.of());
        files = tree.build();
    }

    @Test
    void h048_valuesFilesOutsideOfTheChartAreStalled() {
        repository(Indexes.of("web", "1.0.0", "a.tgz"));
        served.put(REPOSITORY + "/a.tgz", Charts.packed("web", "1.0.0"));

        var failure = failure(chart("chart: web\nvaluesFiles: [../../secret.yaml]\nignoreMissingValuesFiles: true"));

        assertThat(failure.reason()).isEqualTo(Reason.VALUES_FILES_ERROR);
        assertThat(failure.step()).isEqualTo(SourceStep.BUILD);
        assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_INPUT_CHANGE);
    }

    @Test
    void aSourceWithoutAnArtifactIsWaitedFor() {
        assertThat(failure(chart("chart: web"))).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE);
            assertThat(failure.retry()).isEqualTo(Failure.Retry.ON_DEPENDENCY);
        });
    }

    @Test
    void packsAChartOutOfFiles() {
        files("charts/web", Map.of("values.yaml", "a: 1\n", "templates/x.yaml", "x"));

        var published = published(chart("chart: charts/web", "GitRepository"));

        assertThat(published.artifact().revision().text()).isEqualTo("1.0.0");
        assertThat(published.artifact().message()).isEqualTo("packaged 'web' chart with version '1.0.0'");
        assertThat(published.facts().sourceRevision()).contains(COMMIT);
        assertThat(filesOf(published)).containsOnlyKeys("web/Chart.yaml", "web/templates/x.yaml", "web/values.yaml");
    }

    @Test
    void theStrategyRevisionPutsRevisionAndGenerationIntoTheVersion() {
        files("web", Map.of("values.yaml", "a: 1\n"));

        assertThat(published(chart("chart: web\nreconcileStrategy: Revision", "GitRepository"))
                        .artifact()
                        .revision()
                        .text())
                .isEqualTo("1.0.0+0123456789ab");
        assertThat(published(chart(
                                "chart: web\nreconcileStrategy: Revision\nvaluesFiles: [web/values.yaml]",
                                "GitRepository"))
                        .artifact()
                        .revision()
                        .text())
                .isEqualTo("1.0.0+0123456789ab.4");
    }

    @Test
    void anArtifactOfAnEarlierGenerationIsNotTakenForThePresentOne() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        var chart = chart("chart: web", "GitRepository");
        settle(chart, published(chart), 3);
        files("other", Map.of("values.yaml", "a: 1\n"));

        assertThat(failure(chart).reason()).isEqualTo(Reason.INVALID_CHART_REFERENCE);
    }

    @Test
    void anotherRevisionWithTheSameVersionMakesNoNewArtifact() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        var chart = chart("chart: web", "GitRepository");
        settle(chart, published(chart));
        files("web", Map.of("values.yaml", "a: 2\n"), "main@sha1:ffff");

        assertThat(update.run(request(chart)))
                .isInstanceOfSatisfying(
                        UpdateOutcome.UpToDate.class,
                        it -> assertThat(it.facts())
                                .isEqualTo(Optional.of(new ChartFacts(
                                        "web", Optional.of("main@sha1:ffff"), List.of(), Optional.empty()))));
    }

    @Test
    void aValuesFileThatAppearsMakesANewArtifact() {
        files("web", Map.of("values.yaml", "a: 1\n"));
        var chart = chart(
                "chart: web\nvaluesFiles: [web/values.yaml, prod.yaml]\nignoreMissingValuesFiles: true",
                "GitRepository");
        var first = published(chart);
        assertThat(first.facts().valuesFiles()).containsExactly("web/values.yaml");
        settle(chart, first);
        files("web", Map.of("values.yaml", "a: 1\n", "../prod.yaml", "a: 3\n"), "main@sha1:ffff");

        assertThat(filesOf(published(chart))).containsEntry("web/values.yaml", "a: 3\n");
    }

    @Test
    void fetchesDependenciesWithTheCredentialsOfTheRepositoryThatHasTheirUrl() {
        files(
                "web",
                Map.of("requirements", "x"),
                COMMIT,
                "dependencies:\n- {name: db, version: ^1, repository: 'https://deps.test/'}\n");
        known.add(repositorySpec("https://deps.test", "secretRef: {name: s}"));
        remoteIndexes.put("https://deps.test", Indexes.of("db", "1.2.0", "db.tgz"));
        served.put("https://deps.test/db.tgz", Charts.packed("db", "1.2.0"));

        var published = published(chart("chart: web", "GitRepository"));

        assertThat(filesOf(published)).containsKey("web/charts/db/Chart.yaml");
        assertThat(accesses).allSatisfy(it -> assertThat(it.login()).contains(new SecretAccess.Login("me", "secret")));
    }

    @Test
    void listsTheRepositoriesOnceForAllDependencies() {
        files("web", Map.of("x", "x"), COMMIT, """
                dependencies:
                - {name: db, version: ^1, repository: 'https://deps.test'}
                - {name: queue, version: ^1, repository: 'https://deps.test'}
                """);
        remoteIndexes.put(
                "https://deps.test",
                Indexes.of("db", "1.2.0", "db.tgz") + Indexes.entryOf("queue", "1.0.0", "queue.tgz"));
        served.put("https://deps.test/db.tgz", Charts.packed("db", "1.2.0"));
        served.put("https://deps.test/queue.tgz", Charts.packed("queue", "1.0.0"));

        published(chart("chart: web", "GitRepository"));

        assertThat(listings).hasValue(1);
    }

    @Test
    void fetchesOtherDependenciesAsNobody() {
        files(
                "web",
                Map.of("x", "x"),
                COMMIT,
                "dependencies:\n- {name: db, version: ^1, repository: 'https://deps.test'}\n");
        known.add(repositorySpec("https://other.test", "secretRef: {name: s}"));
        remoteIndexes.put("https://deps.test", Indexes.of("db", "1.2.0", "db.tgz"));
        served.put("https://deps.test/db.tgz", Charts.packed("db", "1.2.0"));

        published(chart("chart: web", "GitRepository"));

        assertThat(accesses)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.login()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"https://gone.test", "alias:x", "'@x'", "file://../../x", "oci://registry.test/charts"})
    void aDependencyThatCannotBeHadIsNamed(String repository) {
        files(
                "web",
                Map.of("x", "x"),
                COMMIT,
                "dependencies:\n- {name: db, version: ^1, repository: '" + repository + "'}\n");

        var failure = failure(chart("chart: web", "GitRepository"));

        assertThat(failure.reason()).isEqualTo(Reason.DEPENDENCY_BUILD_ERROR);
        assertThat(failure.step()).isEqualTo(SourceStep.BUILD);
        assertThat(failure.message()).startsWith("dependency 'db': ");
    }

    private void repository(String index) {
        var owner = new ArtifactOwner("helmrepository", "ns", "r");
        var result = store.storeFile(owner, "index.yaml", out -> out.write(index.getBytes(UTF_8)));
        if (result instanceof StoreResult.Stored(var stored)) {
            source = Optional.of(new ChartSource.Repository(
                    repositorySpec(REPOSITORY, ""), artifact(stored.path(), stored.digest(), "sha256:index")));
        }
    }

    private static HelmChart withStatusOf(HelmChart before, HelmChart chart) {
        chart.setStatus(before.getStatus());
        return chart;
    }

    private void registry(String version) {
        registries.versions.put(version, Charts.packed("web", version));
        source = Optional.of(new ChartSource.Registry(repositorySpec("oci://registry.test/charts", "type: oci")));
    }

    private static HelmRepositorySpec repositorySpec(String url, String more) {
        return Serialization.unmarshal("url: '" + url + "'\n" + more, HelmRepositorySpec.class);
    }

    private void files(String path, Map<String, String> content) {
        files(path, content, COMMIT);
    }

    private void files(String path, Map<String, String> content, String revision) {
        files(path, content, revision, "");
    }

    private void files(String path, Map<String, String> content, String revision, String metadata) {
        var tree = InMemoryTree.builder().file(path + "/Chart.yaml", Charts.yaml("web", "1.0.0") + metadata);
        content.forEach((name, text) -> tree.file(path + "/" + name, text));
        files = tree.build();
        source = Optional.of(new ChartSource.Files(
                "GitRepository",
                artifact("gitrepository/ns/g/x.tar.gz", new ArtifactDigest("sha256:" + "0".repeat(64)), revision)));
    }

    private static Artifact artifact(String path, ArtifactDigest digest, String revision) {
        return new Artifact(
                digest, path, new ArtifactUrl("http://x/" + path), new ArtifactRevision(revision), "", 1L, Map.of());
    }

    private static HelmChart chart(String spec) {
        return chart(spec, "HelmRepository");
    }

    private static HelmChart chart(String spec, String kind) {
        return Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmChart
                metadata: {name: c, namespace: ns, generation: 4}
                spec:
                  interval: 1m
                  sourceRef: {kind: %s, name: s}
                """.formatted(kind) + spec.indent(2), HelmChart.class);
    }

    private static Condition inStorage(long generation) {
        return Condition.isTrue(
                Condition.ARTIFACT_IN_STORAGE, Reason.CHART_PULL_SUCCEEDED, "", generation, Instant.EPOCH);
    }

    private static void settle(HelmChart chart, UpdateOutcome.Published<ChartFacts> published) {
        settle(chart, published, 4);
    }

    private static void settle(HelmChart chart, UpdateOutcome.Published<ChartFacts> published, long generation) {
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

    private static ChartRequest request(HelmChart chart) {
        var status = chart.getStatus();
        Map<String, String> annotations = chart.getMetadata().getAnnotations();
        return new ChartRequest(
                chart.ref(),
                4,
                annotations == null ? Map.of() : annotations,
                chart.getSpec(),
                status == null ? HelmChartStatus.INITIAL : status);
    }

    private UpdateOutcome.Published<ChartFacts> published(HelmChart chart) {
        return switch (update.run(request(chart))) {
            case UpdateOutcome.Published<ChartFacts> published -> published;
            case UpdateOutcome.Failed<ChartFacts>(var failure, var _) -> throw new AssertionError(failure.message());
            case UpdateOutcome.UpToDate<ChartFacts> same -> throw new AssertionError("up to date: " + same.revision());
        };
    }

    private SourceFailure failure(HelmChart chart) {
        return switch (update.run(request(chart))) {
            case UpdateOutcome.Failed<ChartFacts>(var failure, var _) -> failure;
            case UpdateOutcome<ChartFacts> other -> throw new AssertionError("did not fail: " + other);
        };
    }

    private Map<String, String> filesOf(UpdateOutcome.Published<ChartFacts> published) {
        try (var in = store.open(published.artifact().stored().path())) {
            return Charts.files(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SourceResult<RepositoryIndexes.Index> index(RepositoryAccess access) {
        accesses.add(access);
        var text = remoteIndexes.get(access.url().uri().toString().replaceFirst("/$", ""));
        return text == null
                ? SourceResult.failed(new HelmFailure.IndexRefused(access.url().toString(), 404, false))
                : SourceResult.success(new RepositoryIndexes.Index(
                        "sha256:x", text.length(), () -> new ByteArrayInputStream(text.getBytes(UTF_8))));
    }

    private SourceResult<byte[]> download(RepositoryAccess access, URI place) {
        downloads.add(place.toString());
        accesses.add(access);
        var content = served.get(place.toString());
        return content == null
                ? SourceResult.failed(new HelmFailure.ChartRefused(place.toString(), 404))
                : SourceResult.success(content);
    }

    /** The namespace of the test. */
    private final class FakeSources implements ChartSources {
        @Override
        public SourceResult<ChartSource> find(String namespace, ChartSourceRef ref) {
            return source.map(SourceResult::success)
                    .orElseGet(() -> SourceResult.failed(new HelmFailure.SourceMissing(ref.kind(), ref.name())));
        }

        @Override
        public SourceResult<FileTree> files(Artifact artifact) {
            return SourceResult.success(files);
        }

        @Override
        public List<HelmRepositorySpec> repositories(String namespace) {
            listings.incrementAndGet();
            return known;
        }
    }

    /** A registry with the versions of one chart that a test puts in; without any it cannot be reached. */
    private static final class FakeRegistries implements ChartRegistries {
        private final Map<String, byte[]> versions = new HashMap<>();
        private final List<Optional<VerificationRequest>> pulls = new ArrayList<>();
        private final List<RegistryChart> charts = new ArrayList<>();

        @Override
        public SourceResult<String> resolve(RegistryChart chart, VersionRequest request) {
            charts.add(chart);
            return request.best(List.copyOf(versions.keySet()))
                    .map(SourceResult::success)
                    .orElseGet(() ->
                            SourceResult.failed(new HelmFailure.RegistryFailed("cannot reach '" + chart.name() + "'")));
        }

        @Override
        public SourceResult<PulledChart> pull(
                RegistryChart chart, String version, Optional<VerificationRequest> verification) {
            pulls.add(verification);
            return SourceResult.success(new PulledChart(
                    Objects.requireNonNull(versions.get(version)),
                    verification.map(it -> "verified with " + it.provider())));
        }
    }
}
