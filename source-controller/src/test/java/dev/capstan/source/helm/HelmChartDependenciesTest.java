package dev.capstan.source.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.meta.Reason;
import dev.capstan.chartaccess.Charts;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.source.SourceStep;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The charts that a chart among the files of a source needs: where they come from, and as whom they are fetched. */
class HelmChartDependenciesTest extends HelmChartScenario {
    @Test
    void fetchesDependenciesWithTheCredentialsOfTheRepositoryThatHasTheirUrl() {
        files(
                "web",
                Map.of("requirements", "x"),
                COMMIT,
                "dependencies:\n- {name: db, version: ^1, repository: 'https://deps.test/'}\n");
        sources.known.add(repositorySpec("https://deps.test", "secretRef: {name: s}"));
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

        assertThat(sources.listings).hasValue(1);
    }

    @Test
    void fetchesOtherDependenciesAsNobody() {
        files(
                "web",
                Map.of("x", "x"),
                COMMIT,
                "dependencies:\n- {name: db, version: ^1, repository: 'https://deps.test'}\n");
        sources.known.add(repositorySpec("https://other.test", "secretRef: {name: s}"));
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
}
