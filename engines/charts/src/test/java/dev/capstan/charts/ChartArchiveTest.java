package dev.capstan.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.testkit.helm.PackedChart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartArchiveTest {
    @TempDir
    Path folder;

    @Test
    void readsMetadataAndFilesOfAChart() throws Exception {
        var archive = PackedChart.of("web", "1.2.3")
                .file("web/values.yaml", "replicas: 2\n")
                .file("web/templates/service.yaml", "kind: Service\n")
                .bytes();

        ChartFiles chart = read(archive);

        assertThat(chart.paths()).containsExactly("Chart.yaml", "templates/service.yaml", "values.yaml");
        assertThat(chart.metadata().name()).isEqualTo("web");
        assertThat(chart.metadata().version()).isEqualTo("1.2.3");
        assertThat(chart.read("values.yaml"))
                .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("replicas: 2\n"));
    }

    @Test
    void theFolderMayHaveAnotherNameThanTheChart() throws Exception {
        var archive = new PackedChart()
                .file("package/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"))
                .bytes();

        assertThat(read(archive).metadata().name()).isEqualTo("web");
    }

    @Test
    void olderChartsHaveTheirDependenciesInAFileOfTheirOwn() throws Exception {
        var archive = PackedChart.of("web", "1.0.0")
                .file("web/requirements.yaml", "dependencies: [{name: db, version: ^1, repository: https://x.test}]")
                .bytes();

        assertThat(read(archive).metadata().dependencies())
                .containsExactly(new ChartDependency("db", "^1", "https://x.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Chart.lock", "values.yaml", "templates/a.yaml", "charts/sub"})
    void h046_anArchiveWithLinksIsRefused(String path) throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        var symbolic = PackedChart.of("web", "1.0.0")
                .symbolicLink("web/" + path, outside.toString())
                .bytes();
        var hard = PackedChart.of("web", "1.0.0")
                .hardLink("web/" + path, outside.toString())
                .bytes();

        assertThat(refusalOf(symbolic)).contains("is a link").doesNotContain("secret");
        assertThat(refusalOf(hard)).contains("is a link");
        assertThat(outside).hasContent("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "web/../../x", "..\\x", "web/templates/../../../x"})
    void o016_pathsThatLeadOutAreRefused(String path) throws Exception {
        var archive = PackedChart.of("web", "1.0.0").file(path, "x").bytes();

        assertThat(refusalOf(archive)).containsAnyOf("leaves the archive", "has a path that is not plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "'a\\b'", "\"a\\nb\"", "\"a\\0\"", "''", "-a", "a..b"})
    void h047_namesThatAreNotPlainAreRefused(String name) throws Exception {
        var archive = new PackedChart()
                .file("web/Chart.yaml", "apiVersion: v2\nname: " + name + "\nversion: 1.0.0\n")
                .bytes();

        assertThatExceptionOfType(ChartException.class)
                .isThrownBy(() -> read(archive).metadata())
                .withMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "1/2", "../1.0.0", "1.0.0+../..", "one", "''"})
    void h047_versionsThatAreNotSemanticAreRefused(String version) throws Exception {
        var archive = new PackedChart()
                .file("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: " + version + "\n")
                .bytes();

        assertThatExceptionOfType(ChartException.class)
                .isThrownBy(() -> read(archive).metadata());
    }

    @Test
    void h050_anArchiveThatUnpacksToTooMuchIsRefused() throws Exception {
        var zeros = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zeros)) {
            var block = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                gzip.write(block);
            }
        }

        assertThat(refusalOf(zeros.toByteArray())).contains("104857600 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void h050_aFileThatIsTooLargeIsRefused() throws Exception {
        var archive = PackedChart.of("web", "1.0.0")
                .file("web/files/big", new byte[6 << 20])
                .bytes();

        assertThat(refusalOf(archive)).contains("5242880 bytes").contains("files/big");
    }

    @Test
    void h050_anArchiveOfMoreThanTenMebibytesIsRefused() {
        assertThat(refusalOf(new byte[(10 << 20) + 1])).contains("10485760 bytes");
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws Exception {
        var many = PackedChart.of("web", "1.0.0");
        for (int i = 0; i <= 10_000; i++) {
            many.file("web/files/" + i, "");
        }

        assertThat(refusalOf(many.bytes())).contains("10000");
    }

    @Test
    void whatIsNotAChartIsRefused() throws Exception {
        assertThat(refusalOf("<html>".getBytes(StandardCharsets.UTF_8))).contains("not a gzip file");
        assertThat(refusalOf(new PackedChart().file("Chart.yaml", "name: web").bytes()))
                .contains("no folder with a file Chart.yaml");
        assertThat(refusalOf(PackedChart.of("a", "1.0.0")
                        .file("b/Chart.yaml", "name: b")
                        .bytes()))
                .contains("several folders");
    }

    private ChartFiles read(byte[] archive) throws ChartException, IOException {
        return new ChartArchive(folder, ChartLimits.DEFAULT).read(archive);
    }

    private String refusalOf(byte[] archive) {
        try {
            read(archive);
            return "not refused";
        } catch (ChartException e) {
            return e.failure().message();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
