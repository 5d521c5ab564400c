package dev.capstan.helm;

/** Renders charts; {@link HelmChartRenderer} is the one that does. Safe for use by several threads. */
@FunctionalInterface
public interface ChartRenderer {

    /** Renders a chart; failures of charts, values and templates are values. */
    RenderResult render(RenderRequest request);
}
