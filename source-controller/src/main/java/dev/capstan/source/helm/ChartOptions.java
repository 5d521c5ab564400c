package dev.capstan.source.helm;

import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.charts.build.BuildOptions;

/** What a HelmChart changes about its chart. */
final class ChartOptions {
    private static final int REVISION_LENGTH = 12;

    private ChartOptions() {}

    /** For a chart of a repository: its version says the generation when other values are put in. */
    static BuildOptions forRepository(ChartRequest request) {
        return options(request.spec(), generation(request));
    }

    /** For a chart in files: with the strategy {@code Revision} its version says the revision of the source as well. */
    static BuildOptions forFiles(ChartRequest request, String revision) {
        if (!HelmChartSpec.REVISION.equals(request.spec().reconcileStrategy())) {
            return forRepository(request);
        }
        var hex = revision.substring(revision.lastIndexOf(':') + 1);
        var start = hex.substring(0, Math.min(REVISION_LENGTH, hex.length()));
        var generation = generation(request);
        return options(request.spec(), generation.isEmpty() ? start : start + "." + generation);
    }

    private static String generation(ChartRequest request) {
        return request.spec().valuesFiles().isEmpty() ? "" : Long.toString(request.generation());
    }

    private static BuildOptions options(HelmChartSpec spec, String suffix) {
        return new BuildOptions(spec.valuesFiles(), spec.ignoreMissingValuesFiles(), suffix);
    }
}
