package dev.capstan.helm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.TestCharts;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.tree.InMemoryTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartLoaderTest {

    @TempDir
    private Path temporary;

    @Test
    void sortsFilesByWhatTheyAre() {
        Chart chart = TestCharts.of(
                "README.md",
                "x",
                "templates/a.yaml",
                "a",
                "templates/.hidden",
                "h",
                "crds/c.yaml",
                "c",
                "values.yaml",
                "a: yes");

        assertThat(chart.files()).extracting(ChartFile::name).containsExactly("README.md", "crds/c.yaml");
        assertThat(chart.templates()).extracting(ChartFile::name).containsExactly("templates/a.yaml");
        assertThat(chart.values()).containsEntry("a", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            name: ..     | validation: chart.metadata.name ".." is not allowed
            name: .      | validation: chart.metadata.name "." is not allowed
            name: a/b    | validation: chart.metadata.name "a/b" is invalid
            name: "/"    | validation: chart.metadata.name "/" is invalid
            name: "\\x01" | validation: chart.metadata.name is required
            """)
    void h047_refusesNamesThatLeadSomewhereElse(String name, String message) {
        assertThatThrownBy(() -> TestCharts.load("Chart.yaml", "apiVersion: v2\n" + name + "\nversion: 1.0.0\n"))
                .isInstanceOf(InvalidChartException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"Chart.lock", "values.yaml", "templates/x.yaml", "charts/x"})
    void h046_refusesLinksThatLeadOut(String path) {
        var tree = InMemoryTree.builder()
                .file("chart/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")
                .link("chart/" + path, "../../outside")
                .build();

        assertThatThrownBy(() -> loader(ChartLimits.DEFAULT).load(tree, "chart", "chart"))
                .isInstanceOf(InvalidChartException.class)
                .hasMessage("'" + path + "' is a link that leads out of the source, or nowhere");
    }

    @Test
    void followsLinksInsideOfTheSource() throws Exception {
        var tree = InMemoryTree.builder()
                .file("chart/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")
                .file("shared/values.yaml", "a: 1\n")
                .link("chart/values.yaml", "../shared/values.yaml")
                .build();

        assertThat(loader(ChartLimits.DEFAULT).load(tree, "chart", "chart").values())
                .containsEntry("a", 1.0);
    }

    @Test
    void endsWithFoldersThatHoldThemselves() {
        var tree = InMemoryTree.builder()
                .file("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")
                .link("templates", ".")
                .build();

        assertThatThrownBy(() -> loader(ChartLimits.DEFAULT).load(tree, "", "a"))
                .hasMessageContaining("levels deep");
    }

    @Test
    void h050_endsAtTheLimits() {
        var tree = InMemoryTree.builder()
                .file("Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.0.0\n")
                .file("big.txt", "x".repeat(200))
                .file("more.txt", "x".repeat(200))
                .build();

        assertThatThrownBy(() -> loader(new ChartLimits(1_000, 100, 1_000, 10)).load(tree, "", "a"))
                .hasMessage("a file of a chart may have 100 bytes; 'big.txt' has 200");
        assertThatThrownBy(() -> loader(new ChartLimits(1_000, 1_000, 300, 10)).load(tree, "", "a"))
                .hasMessage("an unpacked chart may have 300 bytes");
        assertThatThrownBy(() -> loader(new ChartLimits(1_000, 1_000, 1_000, 2)).load(tree, "", "a"))
                .hasMessage("a chart may have 2 files and folders");
    }

    @Test
    void quotesVersionsThatAreNone() {
        assertThatThrownBy(() -> TestCharts.load("Chart.yaml", "apiVersion: v2\nname: a\nversion: \"1.2.3\\n\"\n"))
                .hasMessage("validation: chart.metadata.version \"1.2.3\\n\" is invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                     | EOF
            short                  | unexpected EOF
            certainly not an archive | gzip: invalid header
            """)
    void saysOfInnerChartsThatAreNotPackedWhatHelmSays(String text, String problem) {
        assertThatThrownBy(() -> TestCharts.load("charts/x.tgz", text))
                .hasMessage("error unpacking subchart x.tgz in demo: " + problem);
    }

    @Test
    void saysWhichFileAndTypeDoNotFit() {
        assertThatThrownBy(() -> TestCharts.load("Chart.yaml", "name: [a]\nversion: 1.0.0\n"))
                .hasMessage(
                        "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal"
                                + " array into Go struct field Metadata.name of type string");
        assertThatThrownBy(() -> TestCharts.load(".helmignore", "a/**/b\n"))
                .hasMessage("double-star (**) syntax is not supported");
    }

    private ChartLoader loader(ChartLimits limits) {
        return new ChartLoader(temporary, limits);
    }
}
