package dev.capstan.helm.release.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.helm.RenderedRelease;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chart and values come to: all that a new revision records beside its name and times.
 *
 * @param chart the chart as records hold it (metadata, lock, templates, values, schema, files)
 * @param config the values that were given, keys in byte order
 * @param manifest the objects as YAML, after post rendering, without hooks
 * @param hooks the hooks
 * @param notes rendered notes, may be empty
 */
public record ReleaseContent(
        ObjectNode chart, ObjectNode config, String manifest, List<RecordedHook> hooks, String notes) {
    public ReleaseContent {
        hooks = List.copyOf(hooks);
    }

    /** What a rendered chart comes to. */
    public static ReleaseContent of(RenderedRelease rendered) {
        List<RecordedHook> hooks = new ArrayList<>();
        rendered.hooks().forEach(hook -> hooks.add(RecordedHook.of(hooks.size(), hook)));
        return new ReleaseContent(
                ChartForm.of(rendered.chart()),
                ChartForm.values(rendered.config()),
                rendered.manifest(),
                hooks,
                rendered.notes());
    }
}
