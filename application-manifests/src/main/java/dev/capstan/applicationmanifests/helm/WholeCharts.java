package dev.capstan.applicationmanifests.helm;

import dev.capstan.applicationmanifests.build.BuildInput;
import dev.capstan.argo.source.SourceFolder;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.build.BuildOptions;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.charts.build.ChartPackage;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import java.io.IOException;
import java.util.List;

/**
 * Loads charts with the charts that they need. Those that a folder does not have in {@code charts/} are taken from the same repository
 * or from elsewhere, as {@code helm dependency build} takes them; a published chart must have them.
 */
public final class WholeCharts {
    private final ChartLoader loader;
    private final ChartBuilder builder;

    /** Loads under the limits of both. */
    public WholeCharts(ChartLoader loader, ChartBuilder builder) {
        this.loader = loader;
        this.builder = builder;
    }

    /**
     * The chart of a source.
     *
     * @throws InvalidChartException when it is not a chart; the message is Helm's
     * @throws ChartException when a chart that it needs cannot be had
     * @throws IOException when the files cannot be read
     */
    Chart load(BuildInput input) throws InvalidChartException, ChartException, IOException {
        SourceFolder folder = input.folder();
        Chart chart = input.archive().isPresent()
                ? loader.load(input.archive().get())
                : loader.load(folder.tree(), folder.path(), folder.path().isEmpty() ? "." : folder.path());
        List<String> missing = chart.missingDependencies();
        if (missing.isEmpty()) {
            return chart;
        }
        if (input.archive().isPresent()) {
            throw new InvalidChartException(
                    InvalidChartException.Fault.DEPENDENCY,
                    "found in Chart.yaml, but missing in charts/ directory: " + String.join(", ", missing));
        }
        return load(builder.fromSource(folder.tree(), folder.path(), BuildOptions.NONE, input.elsewhere()));
    }

    /**
     * A chart that was built with all that it needs.
     *
     * @throws InvalidChartException when it is not a chart; the message is Helm's
     * @throws IOException when the files cannot be read
     */
    public Chart load(ChartPackage chart) throws InvalidChartException, IOException {
        return switch (chart.content()) {
            case ChartPackage.Content.Original(byte[] archive) -> loader.load(archive);
            case ChartPackage.Content.Packed(var files) -> {
                var written = new WrittenTree();
                files.writeTo(written);
                yield loader.load(written.tree(), chart.name(), chart.name());
            }
        };
    }
}
