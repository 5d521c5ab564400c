package dev.capstan.cli.helm;

import dev.capstan.charts.ChartLimits;
import dev.capstan.cli.CommandFailure;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.tree.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The chart that a user names: a folder, or an archive. */
record ChartFolder(Path path) {

    /** Loads it. */
    Chart load() throws IOException {
        Path temporary = Files.createTempDirectory("capstan-chart-");
        try {
            var loader = new ChartLoader(temporary, ChartLimits.DEFAULT);
            if (Files.isRegularFile(path)) {
                return loader.load(Files.readAllBytes(path));
            }
            if (!Files.isDirectory(path)) {
                throw new CommandFailure(
                        path + " is neither a folder nor a file; name the folder or the archive of a chart");
            }
            return loader.load(new DiskTree(path.toRealPath()), "", path.toString());
        } catch (InvalidChartException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(folder)) {
            all = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
