package dev.capstan.charts.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartFailure;
import dev.capstan.testkit.helm.PackedChart;
import dev.capstan.tree.InMemoryTree;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartDependenciesTest extends ChartBuilderScenario {
    @Test
    void addsDependenciesOfTheSourceAndOfRepositories() throws Exception {
        var source = source(
                """
                dependencies:
                - {name: local, version: ^1, repository: "file://../local"}
                - {name: remote, version: 1.x, repository: "https://r.test"}
                - {name: present, version: "*", repository: "https://r.test"}
                """,
                Map.of(
                        "web/charts/present/Chart.yaml", PackedChart.chartYaml("present", "2.0.0"),
                        "local/Chart.yaml", PackedChart.chartYaml("local", "1.4.0"),
                        "local/templates/l.yaml", "l"));

        var built = builder.fromSource(source, "web", BuildOptions.NONE, finder);

        assertThat(files(built).paths())
                .containsExactly(
                        "Chart.yaml",
                        "charts/local/Chart.yaml",
                        "charts/local/templates/l.yaml",
                        "charts/present/Chart.yaml",
                        "charts/remote/Chart.yaml",
                        "charts/remote/values.yaml");
        assertThat(asked).containsExactly(new ChartDependency("remote", "1.x", "https://r.test"));
    }

    @Test
    void aDependencyThatIsThereInAnArchiveIsNotFetched() throws Exception {
        var source = InMemoryTree.builder()
                .file(
                        "web/Chart.yaml",
                        PackedChart.chartYaml("web", "1.0.0")
                                + "dependencies: [{name: db, version: '*', repository: https://r.test}]")
                .file("web/charts/anything.tgz", PackedChart.of("db", "1.0.0").bytes())
                .build();

        var built = builder.fromSource(source, "web", BuildOptions.NONE, finder);

        assertThat(asked).isEmpty();
        assertThat(files(built).paths()).containsExactly("Chart.yaml", "charts/anything.tgz");
    }

    @Test
    void theLockFileSaysWhichVersionIsTaken() throws Exception {
        var wanted = "dependencies: [{name: db, version: ^1.2, repository: https://r.test}]";
        var fitting = source(
                wanted,
                Map.of("web/Chart.lock", "dependencies: [{name: db, version: 1.5.0, repository: https://r.test}]"));
        var stale = source(
                wanted,
                Map.of("web/Chart.lock", "dependencies: [{name: db, version: 1.1.0, repository: https://r.test}]"));

        builder.fromSource(fitting, "web", BuildOptions.NONE, finder);
        builder.fromSource(stale, "web", BuildOptions.NONE, finder);

        assertThat(asked).extracting(ChartDependency::version).containsExactly("1.5.0", "^1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://../../x", "file:///etc", "file://../../../etc/passwd", "file://../link"})
    void h048_localDependenciesOutsideOfTheSourceAreRefused(String repository) {
        var source = InMemoryTree.builder()
                .file(
                        "web/Chart.yaml",
                        PackedChart.chartYaml("web", "1.0.0") + "dependencies: [{name: db, version: '*', repository: '"
                                + repository + "'}]")
                .link("link", "../outside")
                .build();

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .startsWith("dependency 'db': its path leads out of the source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: db, version: '*', repository: ''} | names no repository",
                "{name: db, version: '^2', repository: 'https://r.test'} | 1.5.0 is not in the range",
                "{name: db, version: '*', repository: 'file://../other'} | is called 'other'",
                "{name: db, version: '*', repository: 'file://../nosuch'} | there is no chart at 'nosuch'"
            })
    void aDependencyThatDoesNotFitIsRefused(String dependency, String why) {
        var source = source(
                "dependencies: [" + dependency + "]",
                Map.of("other/Chart.yaml", PackedChart.chartYaml("other", "1.0.0")));

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder)))
                .isInstanceOfSatisfying(
                        ChartFailure.DependencyUnusable.class,
                        it -> assertThat(it.why()).contains(why));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: db, version: 'a b', repository: 'file://../db'} | not a version",
                "{name: html, version: '*', repository: 'https://r.test'} | not a gzip file",
                "{name: unnamed, version: '*', repository: 'file://../unnamed'} | it has no name",
                "{name: html, version: '*', repository: 'file://../html.tgz'} | not a gzip file"
            })
    void whateverIsWrongWithADependencyIsSaidWithItsName(String dependency, String why) {
        var source = source(
                "dependencies: [" + dependency + "]",
                Map.of(
                        "db/Chart.yaml", PackedChart.chartYaml("db", "1.0.0"),
                        "unnamed/Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n",
                        "html.tgz", "<html>"));
        ChartFinder broken = _ -> "<html>".getBytes(UTF_8);

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, broken)))
                .isInstanceOfSatisfying(ChartFailure.DependencyUnusable.class, it -> {
                    assertThat(it.dependency()).isIn("db", "html", "unnamed");
                    assertThat(it.why()).contains(why);
                });
    }

    @Test
    void aBrokenArchiveAmongTheChartsInsideIsNamed() {
        var source = source("", Map.of("web/charts/db.tgz", "<html>"));

        assertThat(failure(() -> builder.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .startsWith("dependency 'charts/db.tgz': ");
    }
}
