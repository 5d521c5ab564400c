package dev.capstan.charts.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.charts.ChartFailure;
import dev.capstan.testkit.helm.PackedChart;
import dev.capstan.tree.InMemoryTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartValuesFilesTest extends ChartBuilderScenario {
    @Test
    void valuesFilesTakeThePlaceOfTheDefaultValues() throws Exception {
        var archive = PackedChart.of("web", "1.2.3")
                .file("web/values.yaml", "a: 1\nkept: no\n")
                .file("web/values-x.yaml", "a: {b: 1, c: [1, 2]}\nold: yes\nmode: 0755\n")
                .file("web/values-y.yaml", "a: {c: [3], d: null}\n")
                .bytes();

        var built =
                builder.fromArchive(archive, new BuildOptions(List.of("values-x.yaml", "values-y.yaml"), false, "7"));

        assertThat(text(built, "values.yaml")).isEqualTo("""
                a:
                  b: 1
                  c:
                  - 3
                  d: null
                mode: 493
                old: true
                """);
        assertThat(built.version()).isEqualTo("1.2.3+7");
        assertThat(text(built, "Chart.yaml")).contains("version: 1.2.3+7");
        assertThat(built.summary())
                .isEqualTo("packaged 'web' chart with version '1.2.3+7'"
                        + " and merged values files [values-x.yaml values-y.yaml]");
    }

    @Test
    void aMissingValuesFileIsAnErrorUnlessItMayBeMissing() throws Exception {
        var archive =
                PackedChart.of("web", "1.2.3").file("web/values.yaml", "a: 1\n").bytes();
        var names = List.of("nosuch.yaml");

        assertThat(failure(() -> builder.fromArchive(archive, new BuildOptions(names, false, "")))
                        .message())
                .isEqualTo("values file 'nosuch.yaml': there is no such file");
        var built = builder.fromArchive(archive, new BuildOptions(names, true, "2"));
        assertThat(built.valuesFiles()).isEmpty();
        assertThat(text(built, "values.yaml")).isEqualTo("a: 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../values.yaml", "/etc/passwd", "a/../../b", "https://x.test/values.yaml", "link.yaml"})
    void h048_valuesFilesOutsideAreRefused(String name) throws Exception {
        var archive = PackedChart.of("web", "1.2.3").bytes();
        var source = InMemoryTree.builder()
                .file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"))
                .link("link.yaml", "../../etc/passwd")
                .build();
        var options = new BuildOptions(List.of(name), false, "");

        assertThat(failure(() -> builder.fromArchive(archive, options)))
                .isInstanceOf(ChartFailure.ValuesFileUnusable.class);
        assertThat(failure(() -> builder.fromSource(source, "web", options, finder)))
                .isInstanceOf(ChartFailure.ValuesFileUnusable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "[a]", "a: [", "? {a: b}\n: c", "a: .inf"})
    void brokenValuesFilesAreNamedWithoutTheirContent(String content) throws Exception {
        var archive = PackedChart.of("web", "1.2.3").file("web/x.yaml", content).bytes();

        assertThat(failure(() -> builder.fromArchive(archive, new BuildOptions(List.of("x.yaml"), true, "")))
                        .message())
                .startsWith("values file 'x.yaml': it ")
                .doesNotContain(content);
    }

    @Test
    @Timeout(20)
    void valuesFilesWithManyKeysAreMergedInTimeThatGrowsWithThem() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append('k').append(i).append(": ").append(i).append('\n');
        }
        var archive = PackedChart.of("web", "1.2.3")
                .file("web/a.yaml", text.toString())
                .file("web/b.yaml", text.toString().replace('k', 'l'))
                .bytes();

        var built = builder.fromArchive(archive, new BuildOptions(List.of("a.yaml", "b.yaml"), false, ""));

        assertThat(text(built, "values.yaml")).contains("k99999: 99999", "l99999: 99999");
    }
}
