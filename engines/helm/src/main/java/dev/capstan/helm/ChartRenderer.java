package dev.capstan.helm;

/** Renders charts, exactly as Helm 4 does. Safe for use by several threads. */
public interface ChartRenderer {

    /** Renders a chart; failures of charts, values and templates are values. */
    RenderResult render(RenderRequest request);
}
