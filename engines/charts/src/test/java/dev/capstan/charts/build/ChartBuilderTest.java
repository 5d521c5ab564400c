package dev.capstan.charts.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.charts.ChartFailure;
import dev.capstan.testkit.helm.PackedChart;
import dev.capstan.tree.InMemoryTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartBuilderTest extends ChartBuilderScenario {
    @Test
    void anArchiveThatNothingIsChangedAboutStaysAsItIs() throws Exception {
        var archive = PackedChart.of("web", "v1.2").bytes();

        var built = builder.fromArchive(archive, BuildOptions.NONE);

        assertThat(bytes(built)).isEqualTo(archive);
        assertThat(built.summary()).isEqualTo("pulled 'web' chart with version 'v1.2'");
        assertThat(built.fileName()).isEqualTo("web-v1.2.tgz");
    }

    @Test
    void packsAFolderOfTheSource() throws Exception {
        var source = InMemoryTree.of(Map.of(
                "charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\nhome: https://x.test # why\n",
                "charts/web/values.yaml", "a: 1\n",
                "charts/web/.helmignore", "*.md\n",
                "charts/web/README.md", "read me",
                "charts/web/templates/a.yaml", "{{ .Values.a }}",
                "charts/web/templates/.hidden", "x",
                "values-prod.yaml", "a: 2\n",
                "other", "x"));

        var built = builder.fromSource(
                source,
                "./charts/web/",
                new BuildOptions(List.of("values-prod.yaml"), false, "abcdef123456.3"),
                finder);

        assertThat(built.summary())
                .isEqualTo("packaged 'web' chart with version '1.0.0+abcdef123456.3'"
                        + " and merged values files [values-prod.yaml]");
        assertThat(files(built).paths())
                .containsExactly(".helmignore", "Chart.yaml", "templates/a.yaml", "values.yaml");
        assertThat(text(built, "values.yaml")).isEqualTo("a: 2\n");
        assertThat(text(built, "Chart.yaml")).contains("home: https://x.test");
        assertThat(bytes(built)).isEqualTo(bytes(built));
    }

    @Test
    void offersAnArchiveOfTheSourceAsItIs() throws Exception {
        var archive = PackedChart.of("web", "1.0.0").bytes();
        var source = InMemoryTree.builder().file("dist/web.tgz", archive).build();

        var built = builder.fromSource(source, "dist/web.tgz", BuildOptions.NONE, finder);

        assertThat(bytes(built)).isEqualTo(archive);
    }

    @ParameterizedTest
    @CsvSource({"../x, leads out", "nosuch, no chart", "a/../../x, leads out"})
    void aPathWithoutAChartIsRefused(String path, String why) {
        assertThat(failure(() -> builder.fromSource(InMemoryTree.of(Map.of()), path, BuildOptions.NONE, finder)))
                .isInstanceOfSatisfying(
                        ChartFailure.PathInvalid.class,
                        it -> assertThat(it.why()).contains(why));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3, 1.2.3+x",
        "v1.2.3, 1.2.3+x",
        "1.2, 1.2.0+x",
        "1.2.3+old, 1.2.3+x",
        "1.2.3-rc.1+old, 1.2.3-rc.1+x"
    })
    void theSuffixTakesThePlaceOfBuildMetadata(String version, String expected) {
        assertThat(ChartVersionSuffix.put(version, "x")).isEqualTo(expected);
    }
}
