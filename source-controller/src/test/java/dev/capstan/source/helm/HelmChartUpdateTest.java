package dev.capstan.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.digest.Digest;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.source.SourceStep;
import dev.capstan.source.UpdateOutcome;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which version of a chart is offered, how it is packed, and when nothing is done. */
class HelmChartUpdateTest extends HelmChartScenario {
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
    void aChartThatTheIndexListsInARegistryIsFetchedFromThere() {
        repository(Indexes.of("web", "1.0.0", "oci://registry.test/charts/web:1.0.0"));
        registries.versions.put("1.0.0", Charts.packed("web", "1.0.0"));

        var published = published(chart("chart: web"));

        assertThat(published.artifact().revision().text()).isEqualTo("1.0.0");
        assertThat(registries.charts)
                .singleElement()
                .satisfies(it -> assertThat(it.name()).hasToString("registry.test/charts/web"));
        assertThat(downloads).isEmpty();
    }

    @Test
    void aRegistryOfACloudIsEnteredByTheProvider() {
        registries.versions.put("1.0.0", Charts.packed("web", "1.0.0"));
        sources.source = Optional.of(
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
}
