package dev.capstan.bench.helm;

import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.PrintedRelease;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Charts, from a folder or from what is in memory to the printed manifest. Run it in the repository's folder. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx512m"})
public class RenderBenchmark {
    private static final Path CHART = Path.of("bench/chart");

    /** Which chart: the one in {@code bench/chart}, or the umbrella over fifteen of its like. */
    @Param({"single", "umbrella"})
    public String chart = "single";

    private final HelmChartRenderer shared = new HelmChartRenderer();
    private FileTree tree = InMemoryTree.of(Map.of());
    private Path temporary = Path.of("");
    private Optional<Chart> loaded = Optional.empty();
    private int change;

    /** Writes the umbrella and loads the chart. */
    @Setup
    public void load() throws IOException, InvalidChartException {
        temporary = Files.createTempDirectory("bench");
        Path folder = CHART;
        if (chart.equals("umbrella")) {
            folder = Files.createDirectory(temporary.resolve("umbrella"));
            Umbrella.write(folder, CHART);
        }
        tree = new DiskTree(folder);
        loaded = Optional.of(read());
    }

    private Chart read() throws IOException, InvalidChartException {
        return new ChartLoader(temporary, ChartLimits.DEFAULT).load(tree, "", chart);
    }

    /** What a controller does at each upgrade: chart in memory, templates parsed, other values than the last time. */
    @Benchmark
    public int warm() {
        change++;
        Map<String, Object> values = Map.of("podAnnotations", Map.of("change", "number " + change));
        return render(shared, loaded.orElseThrow(), chart.equals("single") ? values : Map.of("web-1", values));
    }

    /** Nothing is known from an earlier render: the folder is read, and all templates are parsed. */
    @Benchmark
    public int fromNothing() throws IOException, InvalidChartException {
        return render(new HelmChartRenderer(), read(), Map.of());
    }

    private static int render(HelmChartRenderer renderer, Chart chart, Map<String, Object> values) {
        var request = RenderRequest.of(chart, values, RenderRequest.Release.installed("shop", "default"));
        return switch (renderer.render(request)) {
            case RenderResult.Rendered(var release) ->
                PrintedRelease.text(release, PrintedRelease.Hooks.ALL).length();
            case RenderResult.NotRendered(var failure) -> throw new IllegalStateException(failure.message());
        };
    }
}
