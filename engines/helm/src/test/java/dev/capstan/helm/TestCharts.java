package dev.capstan.helm;

import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charts written in tests: files by their paths, in pairs. */
public final class TestCharts {
    private static final String METADATA = "apiVersion: v2\nname: demo\nversion: 1.0.0\n";

    private TestCharts() {}

    /** A chart called demo, of these files; {@code Chart.yaml} may be left out. */
    public static Chart of(String... pathsAndTexts) {
        try {
            return load(pathsAndTexts);
        } catch (InvalidChartException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As {@link #of}, for charts that may be refused. */
    public static Chart load(String... pathsAndTexts) throws InvalidChartException {
        var tree = InMemoryTree.builder();
        if (!List.of(pathsAndTexts).contains("Chart.yaml")) {
            tree.file("Chart.yaml", METADATA);
        }
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            tree.file(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        try {
            var loader = new ChartLoader(Path.of(System.getProperty("java.io.tmpdir")), ChartLimits.DEFAULT);
            return loader.load(tree.build(), "", "demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renders as {@code helm template rel} without flags. */
    public static RenderResult render(Chart chart, Map<String, @Nullable Object> values) {
        return new HelmChartRenderer()
                .render(RenderRequest.of(chart, values, RenderRequest.Release.installed("rel", "ns")));
    }

    /** The message of a failure. */
    public static String failure(RenderResult result) {
        return switch (result) {
            case RenderResult.NotRendered(var failure) -> failure.message();
            case RenderResult.Rendered(var release) -> throw new AssertionError("it renders: " + release.manifest());
        };
    }

    /** The manifest of a release. */
    public static String manifest(RenderResult result) {
        return switch (result) {
            case RenderResult.Rendered(var release) -> release.manifest();
            case RenderResult.NotRendered(var failure) -> throw new AssertionError("it fails: " + failure);
        };
    }
}
