package dev.capstan.helm;

import dev.capstan.helm.chart.Chart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart with its templates rendered: what a release stores and applies.
 *
 * @param chart as it is recorded: without the charts that are switched off, imported values among its own
 * @param config the user's values, as they are recorded; by the values policy also those of before
 * @param values all values, those of the charts inside of the chart below their names
 * @param manifest all objects that are not hooks, in the order in which they are applied, each after {@code ---} and a comment with
 *     its template
 * @param hooks in the order in which Helm records them
 * @param notes the rendered {@code NOTES.txt}; empty when there is none
 * @param crds the files below {@code crds/}, of the charts inside of the chart as well
 * @param warnings what Helm would log
 */
public record RenderedRelease(
        Chart chart,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> values,
        String manifest,
        List<Hook> hooks,
        String notes,
        List<Chart.CustomResourceFile> crds,
        List<String> warnings) {

    /** Copies the lists. */
    public RenderedRelease {
        hooks = List.copyOf(hooks);
        crds = List.copyOf(crds);
        warnings = List.copyOf(warnings);
    }
}
