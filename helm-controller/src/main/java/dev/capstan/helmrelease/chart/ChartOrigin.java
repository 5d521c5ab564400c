package dev.capstan.helmrelease.chart;

import dev.capstan.api.helm.ChartReference;
import dev.capstan.api.helm.HelmChartTemplate;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.source.SourceKey;

/** Where the chart of a HelmRelease comes from. */
public sealed interface ChartOrigin {

    /** The object that offers the chart. */
    SourceKey source();

    /**
     * A HelmChart that is made of a template.
     *
     * @param source the HelmChart
     * @param template what it is made of
     */
    record Templated(SourceKey source, HelmChartTemplate template) implements ChartOrigin {}

    /** An object of others. */
    record Referenced(SourceKey source) implements ChartOrigin {}

    /** The origin that a spec means. That there is exactly one is seen to by the API server. */
    static ChartOrigin of(ObjectKey key, HelmReleaseSpec spec) {
        ChartReference reference = spec.chartRef();
        if (reference != null) {
            return new Referenced(
                    SourceKey.of(reference.kind(), reference.namespace(), reference.name(), key.namespace()));
        }
        HelmChartTemplate template = spec.chart();
        if (template == null) {
            throw new IllegalArgumentException("neither chart nor chartRef is set");
        }
        String namespace = template.spec().sourceRef().namespace();
        return new Templated(
                SourceKey.of(
                        ToolkitKind.HELM_CHART.kind(), namespace, key.namespace() + "-" + key.name(), key.namespace()),
                template);
    }
}
