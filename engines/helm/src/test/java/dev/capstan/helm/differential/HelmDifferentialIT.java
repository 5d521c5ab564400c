package dev.capstan.helm.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.charts.ChartLimits;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.PrintedRelease;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.differential.GoHelm.Answer;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helm.load.InvalidChartException;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import dev.capstan.tree.DiskTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The renderer and the real command on random charts: both print the same bytes, or both fail with the same words. Cases are numbered
 * by their seed; {@code -Ddifferential.first=N -Ddifferential.cases=1} runs a single one and shows it, and the Maven profile
 * {@code nightly} runs 5,000.
 */
class HelmDifferentialIT {
    private static final long FIRST = Long.getLong("differential.first", 1);
    private static final int CASES = Integer.getInteger("differential.cases", 200);

    private final HelmChartRenderer renderer = new HelmChartRenderer();

    @Test
    void agreesWithTheGoCommandOnRandomCharts(@TempDir Path folder) throws Exception {
        GoHelm go = new GoHelm();

        int rendered = 0;
        List<String> differences = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + CASES; seed++) {
            Path tree = folder.resolve("case-" + seed);
            RandomChart.Made made = RandomChart.of(seed);
            GoHelm.write(tree, made.files());
            Answer expected = go.template(tree, arguments(made));
            rendered += expected.succeeded() ? 1 : 0;
            if (Boolean.getBoolean("differential.errors") && !expected.succeeded()) {
                System.out.println("seed " + seed + " says " + expected.error());
            }
            Answer actual = actual(tree, made, folder);
            String difference = difference(expected, actual);
            if (!difference.isEmpty()) {
                differences.add("seed " + seed + ": " + difference
                        + (CASES == 1 ? "\n" + made + "\n" + expected + "\n" + actual : ""));
            }
        }

        System.out.println(
                "differential: " + CASES + " cases, " + rendered + " rendered, " + differences.size() + " differ");
        assertThat(differences).isEmpty();
        assertThat(rendered).as("cases that render at all").isGreaterThan(CASES / 4 - 1);
    }

    private static List<String> arguments(RandomChart.Made made) {
        List<String> arguments = new ArrayList<>(List.of("rel", "chart", "--namespace", "ns1", "--include-crds"));
        made.valuesFiles().forEach(file -> arguments.addAll(List.of("-f", file)));
        made.sets().forEach(set -> arguments.addAll(List.of("--set", set)));
        return arguments;
    }

    private Answer actual(Path tree, RandomChart.Made made, Path temporary) throws Exception {
        try {
            var values = new UserValues(name -> Files.readAllBytes(tree.resolve(name)));
            made.valuesFiles().forEach(values::addFile);
            made.sets().forEach(set -> values.set(UserValues.Flag.SET, set));
            var merged = values.merged();
            Chart chart = new ChartLoader(temporary, ChartLimits.DEFAULT).load(new DiskTree(tree), "chart", "chart");
            RenderRequest request = RenderRequest.of(chart, merged, RenderRequest.Release.installed("rel", "ns1"))
                    .with(RenderOptions.DEFAULT.withCrds(true));
            return switch (renderer.render(request)) {
                case RenderResult.Rendered(var release) ->
                    new Answer(true, PrintedRelease.text(release, PrintedRelease.Hooks.ALL), "");
                case RenderResult.NotRendered(var failure) -> new Answer(false, "", failure.message());
            };
        } catch (InvalidChartException | InvalidValuesException e) {
            return new Answer(false, "", String.valueOf(e.getMessage()));
        }
    }

    private static String difference(Answer expected, Answer actual) {
        if (expected.succeeded() != actual.succeeded()) {
            return expected.succeeded()
                    ? "fails, but the command renders: " + actual.error()
                    : "renders, but the command says " + expected.error();
        }
        if (!expected.succeeded()) {
            return comparable(expected.error()).equals(comparable(actual.error()))
                    ? ""
                    : "says\n  " + actual.error() + "\ninstead of\n  " + expected.error();
        }
        return expected.output().equals(actual.output()) ? "" : firstDifference(expected.output(), actual.output());
    }

    /** What a schema says against values comes in random order. */
    private static String comparable(String error) {
        return error.startsWith("values don't meet")
                ? String.join("\n", error.strip().lines().sorted().toList())
                : error.strip();
    }

    private static String firstDifference(String expected, String actual) {
        List<String> wanted = expected.lines().toList();
        List<String> found = actual.lines().toList();
        int line = 0;
        while (line < wanted.size() && line < found.size() && wanted.get(line).equals(found.get(line))) {
            line++;
        }
        return "line " + (line + 1) + " is\n  " + at(found, line) + "\ninstead of\n  " + at(wanted, line);
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "the end";
    }
}
