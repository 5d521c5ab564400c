package dev.capstan.charts.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.archive.TarWriter;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartLimits;
import dev.capstan.testkit.helm.PackedChart;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A builder, what it is asked for, and what it built. */
abstract class ChartBuilderScenario {
    @TempDir
    Path folder;

    final List<ChartDependency> asked = new ArrayList<>();
    final ChartFinder finder = dependency -> {
        asked.add(dependency);
        return PackedChart.of(dependency.name(), "1.5.0")
                .file(dependency.name() + "/values.yaml", "found: true\n")
                .bytes();
    };

    ChartArchive archives;
    ChartBuilder builder;

    @BeforeEach
    void open() {
        archives = new ChartArchive(folder, ChartLimits.DEFAULT);
        builder = new ChartBuilder(archives);
    }

    static FileTree source(String more, Map<String, String> files) {
        var tree = InMemoryTree.builder().file("web/Chart.yaml", PackedChart.chartYaml("web", "1.0.0") + more);
        files.forEach(tree::file);
        return tree.build();
    }

    String text(ChartPackage built, String path) throws Exception {
        return new String(files(built).read(path).orElseThrow(), UTF_8);
    }

    ChartFiles files(ChartPackage built) throws Exception {
        return archives.read(bytes(built));
    }

    static byte[] bytes(ChartPackage built) throws IOException {
        return switch (built.content()) {
            case ChartPackage.Content.Original(var archive) -> archive;
            case ChartPackage.Content.Packed(var files) -> {
                var out = new ByteArrayOutputStream();
                try (var zipped = new GZIPOutputStream(out);
                        var tar = new TarWriter(zipped)) {
                    files.writeTo(tar);
                }
                yield out.toByteArray();
            }
        };
    }

    /** Something that may fail. */
    interface Attempt {
        ChartPackage run() throws ChartException, IOException;
    }

    static ChartFailure failure(Attempt attempt) {
        try {
            throw new AssertionError("did not fail but gave " + attempt.run());
        } catch (ChartException e) {
            return e.failure();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
