package dev.capstan.charts.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartLimits;
import dev.capstan.testkit.helm.PackedChart;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartBuildLimitsTest extends ChartBuilderScenario {
    @Test
    void h050_chartsInChartsShareOneLimit() throws Exception {
        var limits = new ChartLimits(1 << 20, 1 << 20, 3 << 20, 1000);
        var small = new ChartBuilder(new ChartArchive(folder, limits));
        var source = InMemoryTree.builder().file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"));
        for (int i = 0; i < 10; i++) {
            var nested = PackedChart.of("sub" + i, "1.0.0")
                    .file("sub" + i + "/zeros", new byte[900_000])
                    .bytes();
            source.file("web/charts/sub" + i + ".tgz", nested);
        }
        var tree = source.build();

        assertThat(failure(() -> small.fromSource(tree, "web", BuildOptions.NONE, finder)))
                .isInstanceOf(ChartFailure.LimitExceeded.class);
    }

    @Test
    void chartsThatLeaveNoRoomForOthersAreNotToldOfOneByte() throws Exception {
        var limits = new ChartLimits(1 << 20, 1 << 20, 1000, 100);
        var small = new ChartBuilder(new ChartArchive(folder, limits));
        var source = InMemoryTree.builder()
                .file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0"))
                .file("web/charts/db.tgz", PackedChart.of("db", "1.0.0").bytes())
                .file("web/zeros", new byte[900])
                .build();

        assertThat(failure(() -> small.fromSource(source, "web", BuildOptions.NONE, finder))
                        .message())
                .contains("may have 1000 bytes")
                .doesNotContain(" 1 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web/.helmignore", "values.yaml", "packed.tgz", "db.tgz"})
    void whatIsTooLargeIsNotRead(String huge) {
        var source = new HugeFile(
                source(
                        huge.equals("db.tgz")
                                ? "dependencies: [{name: db, version: '*', repository: 'file://../db.tgz'}]"
                                : "",
                        Map.of(huge, "")),
                huge);
        var path = huge.equals("packed.tgz") ? huge : "web";
        var options = new BuildOptions(huge.equals("values.yaml") ? List.of(huge) : List.of(), false, "");

        assertThat(failure(() -> builder.fromSource(source, path, options, finder))
                        .message())
                .contains("may have")
                .contains("'" + huge + "' has " + HugeFile.SIZE);
    }

    /** A tree in which one file is said to be large, and must not be read. */
    private record HugeFile(FileTree tree, String huge) implements FileTree {
        static final long SIZE = 1L << 40;

        @Override
        public EntryKind kind(String path) throws IOException {
            return tree.kind(path);
        }

        @Override
        public byte[] read(String path) throws IOException {
            assertThat(path).isNotEqualTo(huge);
            return tree.read(path);
        }

        @Override
        public List<Entry> list(String path) throws IOException {
            return tree.list(path);
        }

        @Override
        public Optional<String> linkTarget(String path) throws IOException {
            return tree.linkTarget(path);
        }

        @Override
        public long size(String path) throws IOException {
            return path.equals(huge) ? SIZE : tree.size(path);
        }
    }
}
